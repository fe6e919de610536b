package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of tool calls. */
final class CallIds {

    private static final int LENGTH = 9;
    private static final Pattern SHORT = Pattern.compile("[a-zA-Z0-9]{9}");

    private CallIds() {}

    /**
     * Makes the ids of a turn what Mistral demands: nine letters or digits. A foreign id always becomes the same
     * one, so that a call and its result still belong together.
     */
    static void shorten(ObjectNode turn) {
        turn.path("tool_calls").forEach(call -> shorten(call, "id"));
        shorten(turn, "tool_call_id");
    }

    /** An id for a call to which the provider gave none. */
    static String invented() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static void shorten(JsonNode holder, String member) {
        if (holder.path(member).isTextual()) {
            ((ObjectNode) holder).put(member, shortened(holder.get(member).textValue()));
        }
    }

    private static String shortened(String id) {
        if (SHORT.matcher(id).matches()) {
            return id;
        }
        long hash = UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).getLeastSignificantBits();
        String digits = Long.toUnsignedString(hash, Character.MAX_RADIX);
        return digits.substring(digits.length() - LENGTH);
    }
}
