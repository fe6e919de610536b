package io.caravan.openai;

import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a provider's words for the end of an answer mean, OpenAI's and those that others use. */
record FinishWords(Map<String, Ending> endings) {

    private static final Logger LOG = LoggerFactory.getLogger(FinishWords.class);
    private static final String COMMON = "eos=stop, eos_token=stop, end=stop, end_turn=stop, normal=stop, "
            + "max_tokens=length, model_length=length, model_context_window_exceeded=length, "
            + "sensitive=content_filter, "
            + "error=server_error, network_error=server_error, insufficient_system_resource=unavailable";

    FinishWords {
        endings = Map.copyOf(endings);
    }

    /** The words that all know and those that {@code finish} adds: {@code word=stop, other=server_error}. */
    static FinishWords of(Quirks quirks) {
        Map<String, Ending> endings = new HashMap<>();
        for (FinishReason reason : FinishReason.values()) {
            endings.put(reason.wireName(), new Ending.Finished(reason));
        }
        endings.putAll(meanings(COMMON));
        Clauses.of(quirks, "finish", FinishWords::meanings).first("").ifPresent(endings::putAll);
        return new FinishWords(endings);
    }

    private static Map<String, Ending> meanings(String text) {
        Map<String, Ending> endings = new HashMap<>();
        Clauses.pairs(text).forEach((word, meaning) -> endings.put(word, ending(meaning)));
        return endings;
    }

    private static Ending ending(String meaning) {
        return FinishReason.of(meaning)
                .<Ending>map(Ending.Finished::new)
                .orElseGet(() -> new Ending.Failed(FailureKind.of(meaning)));
    }

    /**
     * The end that a word tells.
     *
     * @param called whether the answer has called tools, which some providers do not tell apart
     * @param spoke whether something was said before: a provider that then runs out of room has cut its answer
     */
    Ending of(String word, boolean called, boolean spoke) {
        Ending ending = Optional.ofNullable(endings.get(word)).orElseGet(() -> unknown(word));
        return switch (ending) {
            case Ending.Finished(FinishReason reason)
            when called && (reason == FinishReason.STOP || reason == FinishReason.FUNCTION_CALL) ->
                new Ending.Finished(FinishReason.TOOL_CALLS);
            case Ending.Failed(ErrorCode code)
            when spoke && code == ErrorCode.UNAVAILABLE -> new Ending.Finished(FinishReason.LENGTH);
            case Ending other -> other;
        };
    }

    private static Ending unknown(String word) {
        if (!word.isEmpty()) {
            LOG.info("unknown finish reason {}, taken for stop", word);
        }
        return new Ending.Finished(FinishReason.STOP);
    }

    /** How an answer ended. */
    sealed interface Ending {

        /** With a reason that callers know. */
        record Finished(FinishReason reason) implements Ending {}

        /** With a failure that the provider tells nowhere else. */
        record Failed(ErrorCode code) implements Ending {}
    }
}
