package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Members of parts, calls and tools that only Anthropic knows, written by callers who mean it. */
final class OwnMembers {

    static final Set<String> NAMES = Set.of(
            "allowed_callers",
            "caller",
            "citations",
            "context",
            "defer_loading",
            "eager_input_streaming",
            "input_examples");

    private OwnMembers() {}

    /** Puts those that the caller wrote on what is sent. */
    static void keep(ObjectNode sent, Map<String, JsonNode> extras) {
        CacheControl.keep(sent, extras);
        extras.forEach((name, value) -> {
            if (NAMES.contains(name) && !value.isNull()) {
                sent.set(name, value);
            }
        });
    }
}
