package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.Usage;
import io.caravan.client.EventForm;
import io.caravan.client.EventJson;
import io.caravan.client.Events;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.Optional;

/** One streamed answer as Anthropic's clients read it. */
final class ClientEvents implements EventForm {

    private final Head head;
    private final boolean asTool;
    private final ObjectMapper mapper;
    private final EventJson json;
    private final ClientStopReason reason = new ClientStopReason();
    private Optional<Begun> begun = Optional.empty();
    private Usage usage = Usage.of(0, 0);

    /** What there is once the first event is written. */
    private record Begun(ClientWire wire, ClientBlocks blocks) {}

    /**
     * @param asTool whether the text is JSON that is wanted as the input of a tool
     */
    ClientEvents(Head head, boolean asTool, ObjectMapper mapper) {
        this.head = head;
        this.asTool = asTool;
        this.mapper = mapper;
        this.json = new EventJson(mapper);
    }

    @Override
    public byte[] ping() {
        return ClientWire.ping();
    }

    @Override
    public void write(ChatChunk chunk, Events events) throws IOException {
        usage = chunk.usage().orElse(usage);
        reason.extras(chunk.extras());
        ClientBlocks blocks = begun(events).blocks();
        for (ChatChunk.Choice choice : chunk.choices()) {
            if (choice.index() == 0) {
                add(choice.delta(), blocks);
                choice.finishReason().ifPresent(reason::finish);
            }
        }
    }

    private Begun begun(Events events) throws IOException {
        if (begun.isEmpty()) {
            ClientWire wire = new ClientWire(events, json.into(events));
            wire.messageStart(head, usage);
            begun = Optional.of(new Begun(wire, new ClientBlocks(wire)));
        }
        return begun.get();
    }

    private void add(Delta delta, ClientBlocks blocks) throws IOException {
        reason.extras(delta.extras());
        addThinking(delta, blocks);
        String content = delta.content().orElse("");
        if (!content.isEmpty()) {
            say(content, blocks);
        }
        String refusal = delta.refusal().orElse("");
        if (!refusal.isEmpty()) {
            reason.refuse();
            blocks.text(refusal);
        }
        for (ToolCallDelta call : delta.toolCalls()) {
            blocks.call(call);
        }
    }

    private void say(String content, ClientBlocks blocks) throws IOException {
        if (asTool) {
            reason.call();
            blocks.answer(content);
        } else {
            blocks.text(content);
        }
    }

    /** Thinking comes in the clear and then signed, or in both ways at once if it comes whole. */
    private void addThinking(Delta delta, ClientBlocks blocks) throws IOException {
        boolean whole = !blocks.thinks() && delta.thinkingBlocks().stream().anyMatch(ClientEvents::signed);
        String reasoning = whole ? "" : delta.reasoning().orElse("");
        if (!reasoning.isEmpty()) {
            blocks.thinking(reasoning);
        }
        for (JsonNode block : delta.thinkingBlocks()) {
            addThinking(block, reasoning.isEmpty(), blocks);
        }
    }

    private static void addThinking(JsonNode block, boolean unsaid, ClientBlocks blocks) throws IOException {
        if (!block.path("type").asText().equals("thinking")) {
            blocks.whole(block);
            return;
        }
        if (unsaid && !blocks.thinks()) {
            blocks.thinking(block.path("thinking").asText(""));
        }
        if (signed(block)) {
            blocks.sign(block.path("signature").asText());
        }
    }

    private static boolean signed(JsonNode block) {
        return !block.path("signature").asText("").isEmpty();
    }

    @Override
    public void end(Events events) throws IOException {
        Begun stream = begun(events);
        stream.blocks().end();
        stream.wire().messageStop(reason, usage);
    }

    @Override
    public void fail(GatewayException failure, String requestId, Events events) throws IOException {
        events.event("error", mapper.writeValueAsBytes(ErrorForm.ANTHROPIC.body(failure, requestId)));
    }

    @Override
    public void close() {
        json.close();
    }
}
