package io.caravan.gemini;

import io.caravan.chat.FinishReason;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a candidate ended, from Gemini's words to OpenAI's.
 *
 * @see <a href="https://ai.google.dev/api/generate-content#FinishReason">Gemini's reasons</a>
 */
final class FinishReasons {

    private static final Logger LOG = LoggerFactory.getLogger(FinishReasons.class);

    private static final Map<String, FinishReason> REASONS = Map.ofEntries(
            Map.entry("STOP", FinishReason.STOP),
            Map.entry("MAX_TOKENS", FinishReason.LENGTH),
            Map.entry("SAFETY", FinishReason.CONTENT_FILTER),
            Map.entry("RECITATION", FinishReason.CONTENT_FILTER),
            Map.entry("LANGUAGE", FinishReason.CONTENT_FILTER),
            Map.entry("BLOCKLIST", FinishReason.CONTENT_FILTER),
            Map.entry("PROHIBITED_CONTENT", FinishReason.CONTENT_FILTER),
            Map.entry("SPII", FinishReason.CONTENT_FILTER),
            Map.entry("OTHER", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_SAFETY", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_PROHIBITED_CONTENT", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_RECITATION", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_OTHER", FinishReason.STOP),
            Map.entry("NO_IMAGE", FinishReason.STOP),
            Map.entry("MALFORMED_FUNCTION_CALL", FinishReason.STOP),
            Map.entry("UNEXPECTED_TOOL_CALL", FinishReason.STOP),
            Map.entry("TOO_MANY_TOOL_CALLS", FinishReason.STOP));

    /** A model that ends so without having said anything has failed. */
    private static final Set<String> FAILURES =
            Set.of("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS");

    private FinishReasons() {}

    /** OpenAI's word; one that Gemini has made up since counts as a normal end. */
    static FinishReason of(String reason, boolean calledTools) {
        FinishReason known = REASONS.get(reason);
        if (known == null) {
            LOG.warn("Gemini ended for a reason that is not known: {}", reason);
        }
        if (known != null && known != FinishReason.STOP) {
            return known;
        }
        return calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Whether the model ended by a mistake of its own. */
    static boolean failure(String reason) {
        return FAILURES.contains(reason);
    }
}
