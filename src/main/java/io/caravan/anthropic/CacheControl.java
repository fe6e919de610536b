package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The mark up to which the service is to remember a prompt.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt caching</a>
 */
final class CacheControl {

    private static final String NAME = "cache_control";

    private CacheControl() {}

    /** Puts the caller's mark, if there is one, on what is sent. */
    static void keep(ObjectNode sent, Map<String, JsonNode> extras) {
        JsonNode mark = extras.get(NAME);
        if (mark != null && mark.isObject()) {
            sent.set(NAME, mark);
        }
    }

    /** Moves the mark of a part to the whole, which is where the service looks for it. */
    static void raise(ObjectNode whole, ObjectNode part) {
        JsonNode mark = part.remove(NAME);
        if (mark != null) {
            whole.set(NAME, mark);
        }
    }
}
