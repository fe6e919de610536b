package io.caravan.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.sse.ServerSentEvent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One streamed answer, as far as it has come. */
final class OpenAiStream implements StreamTransformer {

    private static final int MOST_CHOICES = 128;

    private final RoutedRequest routed;
    private final Dialect dialect;
    private final Failures failures;
    private final ObjectMapper json;
    private final AnswerHead head;
    private final EventReader event;
    private final List<StreamedChoice> choices = new ArrayList<>(1);
    private final List<ChatChunk.Choice> ready = new ArrayList<>(2);
    private boolean finished;

    OpenAiStream(RoutedRequest routed, Dialect dialect, Failures failures, ObjectMapper json, InstantSource clock) {
        this.routed = routed;
        this.dialect = dialect;
        this.failures = failures;
        this.json = json;
        this.head = new AnswerHead(routed.model(), clock);
        this.event = new EventReader(json, head);
    }

    @Override
    public void accept(ServerSentEvent sent, Consumer<ChatChunk> chunks) {
        if (sent.done()) {
            end(chunks);
            return;
        }
        read(sent);
        for (ChoicePiece piece : event.choices()) {
            choice(piece.index).take(piece, ready::add);
        }
        give(chunks);
    }

    @Override
    public void inputEnded(Consumer<ChatChunk> chunks) {
        boolean told = !choices.isEmpty() && choices.stream().noneMatch(StreamedChoice::open);
        finished |= told && dialect.endsWithFinish();
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public ChatStream.Head head() {
        return head.head();
    }

    private void read(ServerSentEvent sent) {
        try {
            event.read(sent.data());
            if (event.odd() || sent.name().equals("error")) {
                refuse(json.readTree(sent.data()), sent.name().equals("error"));
            }
        } catch (JsonProcessingException _) {
            throw failures.senseless(routed, "sent an event that is not JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Events that are neither errors nor pieces of an answer are passed over. */
    private void refuse(JsonNode body, boolean surely) {
        if (surely || ErrorBody.within(body)) {
            throw failures.within(routed, body, dialect);
        }
    }

    private StreamedChoice choice(int index) {
        if (index >= MOST_CHOICES) {
            throw failures.senseless(routed, "sent a choice with the index " + index);
        }
        while (choices.size() <= index) {
            choices.add(
                    new StreamedChoice(choices.size(), dialect, (code, word) -> failures.ended(routed, code, word)));
        }
        return choices.get(index);
    }

    /** Gives what the event has said, with its usage on the last chunk; extras wait for a chunk to go with. */
    private void give(Consumer<ChatChunk> chunks) {
        for (int i = 0; i < ready.size() - 1; i++) {
            chunks.accept(ChatChunk.of(ready.get(i)));
        }
        if (!ready.isEmpty()) {
            chunks.accept(new ChatChunk(List.of(ready.getLast()), event.usage(), event.takeExtras()));
        } else if (event.usage().isPresent()) {
            chunks.accept(new ChatChunk(List.of(), event.usage(), event.takeExtras()));
        }
        ready.clear();
    }

    private void end(Consumer<ChatChunk> chunks) {
        if (choices.isEmpty()) {
            throw failures.senseless(routed, "ended its answer before it began");
        }
        for (StreamedChoice choice : choices) {
            choice.end(ready::add);
        }
        ready.forEach(choice -> chunks.accept(ChatChunk.of(choice)));
        ready.clear();
        finished = true;
    }
}
