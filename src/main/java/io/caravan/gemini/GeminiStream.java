package io.caravan.gemini;

import static io.caravan.gemini.GenerateContentResponse.senseless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.provider.JsonText;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One stream: every event is a small answer. A finish reason does not make an event the last, as some models and relays
 * give one with every event; the last one counts, once the input has ended.
 */
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
        if (event.done()) {
            return; // Gemini has no such mark, but a relay may add it.
        }
        take(GenerateContentResponse.of(routed, parse(event), failures), chunks);
    }

    private void take(GenerateContentResponse answer, Consumer<ChatChunk> chunks) {
        if (head.isEmpty()) {
            head = Optional.of(answer.head(clock));
        }
        usage = answer.usage().or(() -> usage);
        List<Candidate> candidates = answer.candidates();
        candidates.forEach(candidate -> take(candidate, chunks));
        if (candidates.isEmpty()) {
            answer.blockReason().ifPresent(this::block);
        }
    }

    private JsonNode parse(ServerSentEvent event) {
        return JsonText.read(json, event.data()).orElseThrow(() -> senseless(routed, "sent an event that is not JSON"));
    }

    private void take(Candidate candidate, Consumer<ChatChunk> chunks) {
        StreamedChoice choice = choice(candidate.index());
        choice.say(candidate, chunks);
        candidate.finishReason().ifPresent(choice::end);
    }

    private void block(String reason) {
        choice(0);
        choices.values().forEach(choice -> choice.block(reason));
    }

    private StreamedChoice choice(int index) {
        return choices.computeIfAbsent(index, StreamedChoice::new);
    }

    /** Gives the ends and the usage; nothing if an alternative has no reason to end, as it was cut off. */
    @Override
    public void inputEnded(Consumer<ChatChunk> chunks) {
        if (choices.isEmpty() || !choices.values().stream().allMatch(StreamedChoice::ended)) {
            return;
        }
        rejectFailure();
        choices.values().forEach(choice -> choice.finish(chunks));
        usage.map(ChatChunk::usage).ifPresent(chunks);
        finished = true;
    }

    private void rejectFailure() {
        if (choices.values().stream().anyMatch(StreamedChoice::spoken)) {
            return;
        }
        Optional<String> failure = choices.values().stream()
                .flatMap(choice -> choice.failure().stream())
                .findFirst();
        if (failure.isPresent()) {
            throw senseless(routed, "ended without an answer: " + failure.get());
        }
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
