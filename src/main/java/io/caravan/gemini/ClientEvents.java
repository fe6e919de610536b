package io.caravan.gemini;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import io.caravan.client.EventForm;
import io.caravan.client.Events;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One streamed answer as Gemini's clients read it: pieces of candidates, and in the last how they ended. */
final class ClientEvents implements EventForm {

    private final ClientWire wire;
    private final ObjectMapper mapper;
    private final ClientParts maker;
    private final Map<Integer, ClientCandidate> candidates = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();

    /**
     * @param sse whether it is sent as server-sent events, else as one JSON array
     */
    ClientEvents(Head head, boolean sse, ObjectMapper mapper) {
        this.wire = new ClientWire(head, sse, mapper);
        this.mapper = mapper;
        this.maker = new ClientParts(mapper);
    }

    @Override
    public String contentType() {
        return wire.contentType();
    }

    /** White space between pieces: not all of Google's clients know comments. */
    @Override
    public byte[] ping() {
        return new byte[] {'\n'};
    }

    @Override
    public void write(ChatChunk chunk, Events events) throws IOException {
        usage = chunk.usage().or(() -> usage);
        for (ChatChunk.Choice choice : chunk.choices()) {
            ClientCandidate candidate = candidate(choice.index());
            candidate.extras(chunk.extras());
            ArrayNode parts = candidate.parts(choice.delta());
            choice.finishReason().ifPresent(candidate::finish);
            if (!parts.isEmpty()) {
                wire.piece(choice.index(), parts, choice.logprobs(), events);
            }
        }
    }

    private ClientCandidate candidate(int index) {
        return candidates.computeIfAbsent(index, _ -> new ClientCandidate(maker));
    }

    @Override
    public void end(Events events) throws IOException {
        candidate(0);
        ArrayNode ended = mapper.createArrayNode();
        for (Map.Entry<Integer, ClientCandidate> entry : candidates.entrySet()) {
            ObjectNode candidate = entry.getValue().end();
            ended.add(candidate.put("index", entry.getKey()));
        }
        wire.last(ended, usage, events);
    }

    @Override
    public void fail(GatewayException failure, String requestId, Events events) throws IOException {
        wire.fail(mapper.writeValueAsBytes(ErrorForm.GOOGLE.body(failure, requestId)), events);
    }

    @Override
    public void close() {
        wire.close();
    }
}
