package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.error.GatewayException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Messages in Anthropic's format, heard one by one and refused where Anthropic refuses them. */
final class AnthropicTurns {

    private final Conversation conversation = new Conversation();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final boolean thinking;
    private final boolean tools;
    private int index;

    /**
     * @param thinking whether thoughts must come back before the calls that they led to
     * @param tools whether the request has tools
     */
    private AnthropicTurns(boolean thinking, boolean tools) {
        this.thinking = thinking;
        this.tools = tools;
    }

    /** What is heard of a request. */
    static Heard heard(Members request, boolean thinking) {
        boolean tools = !request.each("tools").isEmpty();
        AnthropicTurns turns = new AnthropicTurns(thinking, tools);
        turns.conversation.hear(false, Conversation.text(request.node("system")));
        List<Members> messages = request.required("messages");
        for (Members message : messages) {
            turns.hear(message, turns.index + 2 >= messages.size());
            turns.index++;
        }
        turns.requireAnswers();
        return turns.conversation.heard();
    }

    /**
     * @param late whether it is one of the last two
     */
    private void hear(Members message, boolean late) {
        boolean user = user(message);
        List<Members> blocks = blocks(message);
        if (user) {
            hearUser(blocks);
            return;
        }
        requireAnswers();
        boolean calls = blocks.stream().anyMatch(block -> is(block, "tool_use"));
        if (thinking && late && calls) {
            requireThought(blocks.getFirst());
        }
        conversation.hear(false, text(blocks));
        for (int i = 0; i < blocks.size(); i++) {
            hearOwn(blocks.get(i), "messages." + index + ".content." + i);
        }
    }

    private boolean user(Members message) {
        String role = message.text("role").orElse("");
        if (!role.equals("user") && !role.equals("assistant")) {
            throw GatewayException.invalid(
                    "messages", "Unexpected role \"" + role + "\". The allowed roles are \"user\" or \"assistant\".");
        }
        if (index == 0 && role.equals("assistant")) {
            throw GatewayException.invalid("messages", "first message must use the \"user\" role");
        }
        return role.equals("user");
    }

    /** The blocks of a message; text is one block. */
    private List<Members> blocks(Members message) {
        JsonNode content = message.node("content");
        List<Members> blocks = content.isTextual()
                ? List.of(new Members(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "text")
                        .set("text", content)))
                : message.each("content");
        if (blocks.isEmpty() || content.isTextual() && content.textValue().isEmpty()) {
            throw GatewayException.invalid("messages." + index, "user messages must have non-empty content");
        }
        if (blocks.stream()
                .anyMatch(block ->
                        is(block, "text") && block.text("text").orElse("").isEmpty())) {
            throw GatewayException.invalid("messages", "text content blocks must be non-empty");
        }
        return blocks;
    }

    /** Hears the user: first what tools answered, then words, pictures and papers. */
    private void hearUser(List<Members> blocks) {
        int results = 0;
        while (results < blocks.size() && is(blocks.get(results), "tool_result")) {
            results++;
        }
        List<Members> words = blocks.subList(results, blocks.size());
        if (!words.isEmpty()) {
            conversation.hear(true, text(words), AnthropicBlocks.attachments(words, "messages." + index));
        }
        for (int i = 0; i < results; i++) {
            hearResult(blocks.get(i), "messages." + index + ".content." + i);
        }
        requireAnswers();
        // A result behind other blocks answers nothing any more.
        words.stream()
                .filter(block -> is(block, "tool_result"))
                .forEach(block -> hearResult(block, "messages." + index));
    }

    private void hearResult(Members block, String path) {
        String id = block.text("tool_use_id").orElse("");
        if (!unanswered.remove(id)) {
            throw GatewayException.invalid(
                    path,
                    "unexpected `tool_use_id` found in `tool_result` blocks: " + id
                            + ". Each `tool_result` block must have a corresponding `tool_use` block in the previous"
                            + " message.");
        }
        JsonNode content = block.node("content");
        List<String> seen = content.isArray() ? AnthropicBlocks.attachments(block.each("content"), path) : List.of();
        conversation.hearResult(id, Conversation.text(content), seen);
    }

    private void requireAnswers() {
        if (!unanswered.isEmpty()) {
            throw GatewayException.invalid(
                    "messages." + (index - 1),
                    "`tool_use` ids were found without `tool_result` blocks immediately after: "
                            + String.join(", ", unanswered)
                            + ". Each `tool_use` block must have a corresponding `tool_result` block in the next"
                            + " message.");
        }
    }

    private void requireThought(Members first) {
        String type = first.text("type").orElse("");
        if (!type.equals("thinking") && !type.equals("redacted_thinking")) {
            throw GatewayException.invalid(
                    "messages." + index + ".content.0.type",
                    "Expected `thinking` or `redacted_thinking`, but found `" + type
                            + "`. When `thinking` is enabled, a final `assistant` message must start with a thinking"
                            + " block (preceeding the lastmost set of `tool_use` and `tool_result` blocks).");
        }
    }

    private void hearOwn(Members block, String path) {
        String thought = block.text("thinking").orElse("");
        if (is(block, "thinking") && !block.text("signature").orElse("").equals(Signature.of(thought))) {
            throw GatewayException.invalid(path, "Invalid `signature` in `thinking` block");
        }
        if (is(block, "tool_use")) {
            hearCall(block, path + ".tool_use");
        }
    }

    private void hearCall(Members block, String path) {
        String id = block.text("id").orElse("");
        if (!tools) {
            throw GatewayException.invalid("tools", "Field required with `tool_use` blocks");
        }
        if (id.isEmpty() || !id.chars().allMatch(AnthropicTurns::allowed)) {
            throw GatewayException.invalid(path + ".id", "String should match pattern '^[a-zA-Z0-9_-]+$'");
        }
        if (!block.node("input").isObject()) {
            throw GatewayException.invalid(path + ".input", "Input should be an object");
        }
        unanswered.add(id);
        conversation.hearCall(
                id, block.text("name").orElse(""), block.node("input").toString());
    }

    private static boolean allowed(int letter) {
        return letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-');
    }

    private static boolean is(Members block, String type) {
        return block.text("type").orElse("").equals(type);
    }

    private static String text(List<Members> blocks) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> text.append(block.text("text").orElse("")));
        return text.toString();
    }
}
