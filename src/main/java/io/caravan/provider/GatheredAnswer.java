package io.caravan.provider;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A whole answer being put together from a stream, for a caller that did not ask for one. */
final class GatheredAnswer {

    private final UpstreamAnswer answer;
    private final int limit;
    private final Map<Integer, GatheredChoice> choices = new TreeMap<>();
    private Optional<Usage> usage = Optional.empty();

    /**
     * @param limit the most characters that an answer may have
     */
    GatheredAnswer(UpstreamAnswer answer, int limit) {
        this.answer = answer;
        this.limit = limit;
    }

    /** Everything that the stream says. */
    ChatResponse of(ChatStream stream) {
        for (var chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
            add(chunk.get());
        }
        if (choices.isEmpty()) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "answered nothing at all");
        }
        ChatStream.Head head = stream.head();
        return new ChatResponse(
                head.id(),
                head.created(),
                head.model(),
                choices.values().stream().map(GatheredChoice::choice).toList(),
                usage,
                Map.of());
    }

    private void add(ChatChunk chunk) {
        usage = chunk.usage().or(() -> usage);
        for (ChatChunk.Choice choice : chunk.choices()) {
            choices.computeIfAbsent(choice.index(), GatheredChoice::new).add(choice);
        }
        if (choices.values().stream().mapToLong(GatheredChoice::length).sum() > limit) {
            throw answer.failure(ErrorCode.BAD_ANSWER, "answered more than " + limit + " bytes");
        }
    }
}
