package io.caravan.gemini;

import static io.caravan.gemini.GenerateContentResponse.senseless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One stream: every event is a small answer, and the one with a finish reason is the last. */
final class GeminiStream implements StreamTransformer {

    private final RoutedRequest routed;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final GeminiFailures failures;

    private final Map<Integer, StreamedChoice> choices = new TreeMap<>();
    private Optional<ChatStream.Head> head = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private boolean finished;

    GeminiStream(RoutedRequest routed, ObjectMapper json, InstantSource clock, GeminiFailures failures) {
        this.routed = routed;
        this.json = json;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    public void accept(ServerSentEvent event, Consumer<ChatChunk> chunks) {
        GenerateContentResponse answer = GenerateContentResponse.of(routed, parse(event), failures);
        if (head.isEmpty()) {
            head = Optional.of(answer.head(clock));
        }
        usage = answer.usage().or(() -> usage);
        List<Candidate> candidates = answer.candidates();
        candidates.forEach(candidate -> take(candidate, chunks));
        if (candidates.isEmpty()) {
            answer.blockReason().ifPresent(reason -> block(reason, chunks));
        }
        if (!choices.isEmpty() && choices.values().stream().allMatch(StreamedChoice::finished)) {
            finished = true;
            usage.map(ChatChunk::usage).ifPresent(chunks);
        }
    }

    private JsonNode parse(ServerSentEvent event) {
        try {
            return json.readTree(event.data());
        } catch (IOException _) {
            throw senseless(routed, "sent an event that is not JSON");
        }
    }

    private void take(Candidate candidate, Consumer<ChatChunk> chunks) {
        StreamedChoice choice = choice(candidate.index());
        choice.say(candidate, chunks);
        candidate.finishReason().ifPresent(reason -> {
            if (FinishReasons.failure(reason) && choices.values().stream().noneMatch(StreamedChoice::spoken)) {
                throw senseless(routed, "ended without an answer: " + reason);
            }
            choice.finish(reason, chunks);
        });
    }

    private void block(String reason, Consumer<ChatChunk> chunks) {
        choice(0);
        choices.values().forEach(choice -> choice.block(reason, chunks));
    }

    private StreamedChoice choice(int index) {
        return choices.computeIfAbsent(index, StreamedChoice::new);
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public ChatStream.Head head() {
        return head.orElseThrow(() -> new IllegalStateException("there was no event yet"));
    }
}
