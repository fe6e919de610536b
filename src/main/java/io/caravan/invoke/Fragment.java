package io.caravan.invoke;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.chat.json.CostJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fragment of an answer, or all of it.
 *
 * @param end whether it is the last one
 * @param truncated whether the answer was cut at its limit of tokens
 * @param result the text of this fragment alone
 * @param finishReason on the last one
 * @param usage on the last one, of the whole answer
 */
public record Fragment(
        String id,
        @JsonProperty("is_end") boolean end,
        @JsonProperty("is_truncated") boolean truncated,
        String result,
        @JsonProperty("finish_reason") @Nullable String finishReason,
        @Nullable Tokens usage) {

    /** The tokens of a whole answer, and what they cost. */
    public record Tokens(
            @JsonProperty("prompt_tokens") int prompt,
            @JsonProperty("completion_tokens") int completion,
            @JsonProperty("total_tokens") int total,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean estimated,
            JsonNode cost) {

        static Tokens of(Usage usage) {
            return new Tokens(
                    usage.promptTokens(),
                    usage.completionTokens(),
                    usage.totalTokens(),
                    usage.estimated(),
                    CostJson.of(usage.cost()));
        }
    }

    static Fragment piece(String id, String text) {
        return new Fragment(id, false, false, text, null, null);
    }

    static Fragment last(String id, String text, Optional<FinishReason> reason, Optional<Usage> usage) {
        return new Fragment(
                id,
                true,
                reason.filter(FinishReason.LENGTH::equals).isPresent(),
                text,
                reason.map(FinishReason::wireName).orElse(null),
                usage.map(Tokens::of).orElse(null));
    }
}
