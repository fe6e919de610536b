package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.UpstreamRequest;
import io.caravan.sse.ServerSentEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One stream. What kind an event is stands in its JSON. */
final class DifyStream implements StreamTransformer {

    private static final List<String> FILE = List.of("id", "type", "belongs_to", "url");

    private final RoutedRequest routed;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final DifyFailures failures;

    private final Speech speech;
    private final Thoughts thoughts;
    private final StopCall stopCall;
    private final ProviderFields fields = new ProviderFields();
    private Optional<ChatStream.Head> head = Optional.empty();
    private FinishReason finish = FinishReason.STOP;
    private boolean agent;
    private boolean finished;

    DifyStream(RoutedRequest routed, ObjectMapper json, InstantSource clock, DifyFailures failures) {
        this.routed = routed;
        this.json = json;
        this.clock = clock;
        this.failures = failures;
        this.speech = new Speech(routed.chat().stream());
        this.thoughts = new Thoughts(speech);
        this.stopCall = new StopCall(routed);
    }

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        if (event.done()) {
            return; // Dify has no such mark, but a relay may add it.
        }
        Event said = Event.of(routed, parse(event));
        stopCall.learn(said);
        if (head.isEmpty() && said.messageId().isPresent()) {
            head = Optional.of(said.head(clock));
        }
        take(said, chunks);
    }

    private JsonNode parse(ServerSentEvent event) {
        return JsonText.read(json, event.data())
                .orElseThrow(() -> Event.senseless(routed, "sent an event that is not JSON"));
    }

    private void take(Event event, Consumer<ChatChunk> chunks) {
        switch (event.kind()) {
            case "message" -> message(event, chunks);
            case "agent_message" -> agentMessage(event, chunks);
            case "message_replace" -> replace(event, chunks);
            case "agent_thought" -> thoughts.agent(event.json(), chunks);
            case "reasoning_chunk" ->
                thoughts.piece(event.data().path("reasoning").asText(), chunks);
            case "message_file" -> chunks.accept(extra(ProviderFields.item("files", event.json(), FILE)));
            case "message_end" -> end(event, chunks);
            case "workflow_finished" -> rejectFailure(event);
            case "workflow_paused", "human_input_required" -> pause(event, chunks);
            case "error" -> throw failures.within(routed, event.json());
            default -> {
                // What the nodes of a workflow do, speech, pings, and whatever will be added.
            }
        }
    }

    /** Agents of the newer kind repeat the whole answer at its end. */
    private void message(Event event, Consumer<ChatChunk> chunks) {
        if (!agent) {
            speech.say(event.text("answer"), chunks);
        }
    }

    private void agentMessage(Event event, Consumer<ChatChunk> chunks) {
        agent = true;
        speech.say(event.text("answer"), chunks);
    }

    /** Moderation puts other words in the place of the answer, which may have been heard already. */
    private void replace(Event event, Consumer<ChatChunk> chunks) {
        finish = FinishReason.CONTENT_FILTER;
        if (!speech.replace(event.text("answer"), chunks)) {
            fields.note("message_replace", event.json().path("answer"));
        }
    }

    private void rejectFailure(Event event) {
        if (event.data().path("status").asText().equals("failed")) {
            throw failures.ofWorkflow(routed, event.data());
        }
    }

    /** A person has to say something before it goes on, which cannot be waited for here. */
    private void pause(Event event, Consumer<ChatChunk> chunks) {
        fields.note(event.kind(), event.data());
        end(event, chunks);
    }

    private void end(Event event, Consumer<ChatChunk> chunks) {
        event.reasoning().ifPresent(text -> thoughts.late(text, chunks));
        speech.end(chunks);
        Delta delta = delta(fields.message(event).extras());
        chunks.accept(ChatChunk.of(new ChatChunk.Choice(0, delta, Optional.of(finish), Optional.empty())));
        event.usage().map(ChatChunk::usage).ifPresent(chunks);
        finished = true;
    }

    static ChatChunk extra(Map<String, JsonNode> extras) {
        return ChatChunk.of(delta(extras));
    }

    private static Delta delta(Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), extras);
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public ChatStream.Head head() {
        if (head.isEmpty()) {
            head = Optional.of(new Event(routed, json.createObjectNode()).head(clock));
        }
        return head.get();
    }

    @Override
    public Optional<UpstreamRequest> cancellation() {
        return stopCall.request(json);
    }
}
