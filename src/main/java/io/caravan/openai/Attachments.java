package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Pictures, sounds and files in the results of tools, where OpenAI knows text alone: they follow the results in a turn
 * of the user's.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Tool messages</a>
 */
final class Attachments implements RequestQuirk {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TYPES = Set.of("image_url", "input_audio", "file");

    @Override
    public void apply(Draft draft) {
        ArrayNode turns = draft.turns();
        for (JsonNode turn : turns) {
            if (within(turn)) {
                move(turns);
                return;
            }
        }
    }

    private static boolean within(JsonNode turn) {
        return isResult(turn) && turn.path("content").valueStream().anyMatch(Attachments::isOne);
    }

    private static boolean isResult(JsonNode turn) {
        return turn.path("role").asText().equals("tool");
    }

    private static boolean isOne(JsonNode part) {
        return TYPES.contains(part.path("type").asText());
    }

    /** Results stay together, so what was attached to them comes after the last of a row. */
    private static void move(ArrayNode turns) {
        ArrayNode moved = NODES.arrayNode();
        ArrayNode attached = NODES.arrayNode();
        for (JsonNode turn : turns) {
            if (!isResult(turn)) {
                attached = give(attached, moved);
            }
            moved.add(turn);
            if (within(turn)) {
                detach((ObjectNode) turn, attached);
            }
        }
        give(attached, moved);
        turns.removeAll().addAll(moved);
    }

    private static ArrayNode give(ArrayNode attached, ArrayNode turns) {
        if (attached.isEmpty()) {
            return attached;
        }
        turns.addObject().put("role", "user").set("content", attached);
        return NODES.arrayNode();
    }

    private static void detach(ObjectNode result, ArrayNode attached) {
        ArrayNode rest = NODES.arrayNode();
        attached.add(text("From the result of " + result.path("tool_call_id").asText("the call") + ":"));
        result.get("content").forEach(part -> (isOne(part) ? attached : rest).add(part));
        result.set("content", rest.isEmpty() ? NODES.textNode("The result follows.") : rest);
    }

    private static ObjectNode text(String text) {
        return NODES.objectNode().put("type", "text").put("text", text);
    }
}
