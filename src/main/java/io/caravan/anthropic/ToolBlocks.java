package io.caravan.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.List;

/**
 * Makes blocks of the calls of tools and their results.
 *
 * @see <a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/implement-tool-use">Tool use</a>
 */
final class ToolBlocks {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectReader reader;
    private final Calls calls;

    ToolBlocks(ObjectMapper json, Calls calls) {
        this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.calls = calls;
    }

    /**
     * The calls that a message holds.
     *
     * @throws GatewayException if one is not a call of a function with JSON for arguments
     */
    ArrayNode calls(Message message, String path) {
        if (message.extras().containsKey("tool_calls")) {
            throw GatewayException.unsupported(
                    path + ".tool_calls", "calls of anything but functions cannot be sent to anthropic");
        }
        ArrayNode blocks = NODES.arrayNode();
        List<ToolCall> list = message.toolCalls();
        for (int i = 0; i < list.size(); i++) {
            String place = path + ".tool_calls." + i;
            blocks.add(call(list.get(i), place, place + ".function.arguments"));
        }
        return blocks;
    }

    private ObjectNode call(ToolCall call, String path, String argumentsPath) {
        ObjectNode block = NODES.objectNode()
                .put("type", "tool_use")
                .put("id", calls.begin(call.id(), call.name(), path))
                .put("name", call.name());
        block.set("input", input(call.arguments(), argumentsPath));
        OwnMembers.keep(block, call.extras());
        return block;
    }

    private JsonNode input(String arguments, String path) {
        JsonNode input = arguments.isBlank() ? NODES.nullNode() : parse(arguments, path);
        if (input.isNull()) {
            return NODES.objectNode();
        }
        if (!input.isObject()) {
            throw GatewayException.invalid(path, "must be the JSON of an object");
        }
        return input;
    }

    private JsonNode parse(String arguments, String path) {
        try {
            return reader.readValue(arguments);
        } catch (JsonProcessingException _) {
            throw GatewayException.invalid(path, "must be JSON");
        }
    }

    /**
     * The result that a message holds.
     *
     * @throws GatewayException if it is the result of no call
     */
    ObjectNode result(Message message, String path) {
        ObjectNode result = NODES.objectNode().put("type", "tool_result").put("tool_use_id", calls.end(message, path));
        ArrayNode content = ContentBlocks.of(message, path);
        content.forEach(block -> CacheControl.raise(result, (ObjectNode) block));
        if (content.size() == 1 && content.path(0).path("type").asText().equals("text")) {
            result.set("content", content.path(0).path("text"));
        } else if (!content.isEmpty()) {
            result.set("content", content);
        }
        if (message.extras().getOrDefault("is_error", NODES.nullNode()).asBoolean()) {
            result.put("is_error", true);
        }
        CacheControl.keep(result, message.extras());
        return result;
    }
}
