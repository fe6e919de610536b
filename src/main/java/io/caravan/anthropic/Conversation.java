package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.error.GatewayException;
import java.util.List;

/**
 * The turns of a request as Anthropic wants them: instructions apart, one message for a run of one role, the
 * user first, results of tools before anything else the user says, nothing empty.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class Conversation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ArrayNode system = NODES.arrayNode();
    private final ArrayNode messages = NODES.arrayNode();
    private final Calls calls = new Calls();
    private final ToolBlocks tools;

    /** How many results the last turn begins with. */
    private int results;

    private Conversation(ObjectMapper json) {
        this.tools = new ToolBlocks(json, calls);
    }

    /**
     * The turns of a request.
     *
     * @throws GatewayException if Anthropic has no form for them
     */
    static Conversation of(ChatRequest chat, ObjectMapper json) {
        Conversation conversation = new Conversation(json);
        List<Message> turns = chat.messages();
        for (int i = 0; i < turns.size(); i++) {
            conversation.add(turns.get(i), "messages." + i);
        }
        if (conversation.messages.isEmpty()) {
            throw GatewayException.invalid("messages", "must hold a user message that is not empty, for anthropic");
        }
        conversation.calls.requireResults();
        conversation.trimBegunAnswer();
        return conversation;
    }

    /** Whether the last turn is the start of the answer, to be continued. */
    static boolean begunAnswer(ChatRequest chat) {
        return chat.messages().reversed().stream()
                .filter(message -> !message.role().instructs() && says(message))
                .findFirst()
                .filter(message -> message.role() == Role.ASSISTANT)
                .isPresent();
    }

    private static boolean says(Message message) {
        return message.role() == Role.TOOL
                || message.role() == Role.FUNCTION
                || message.content().stream()
                        .anyMatch(part -> !(part instanceof Content.Text(String text, var _)) || !text.isBlank());
    }

    /** Whether a block of thinking may be sent back: the service refuses what it did not sign. */
    static boolean signed(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "thinking" -> !block.path("signature").asText("").isEmpty();
            case "redacted_thinking" -> true;
            default -> false;
        };
    }

    /** The blocks of all instructions. */
    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** Whether tools were called, for which the service wants to see a list of tools. */
    boolean hasCalls() {
        return calls.any();
    }

    private void add(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> system.addAll(instructions(message, path));
            case USER -> say("user", marked(ContentBlocks.of(message, path), message), path);
            case ASSISTANT -> answer(message, path);
            case TOOL, FUNCTION -> result(message, path);
        }
    }

    private static ArrayNode instructions(Message message, String path) {
        return marked(ContentBlocks.ofWords(message, path, "instructions"), message);
    }

    private void answer(Message message, String path) {
        if (!speaks("assistant")) {
            calls.requireResults();
        }
        ArrayNode blocks = NODES.arrayNode();
        message.thinkingBlocks().stream().filter(Conversation::signed).forEach(blocks::add);
        ArrayNode words = ContentBlocks.ofWords(message, path, "answers");
        if (words.isEmpty()) {
            ContentBlocks.refusal(message).ifPresent(words::add);
        }
        words.addAll(tools.calls(message, path));
        say("assistant", blocks.addAll(marked(words, message)), path);
    }

    private void result(Message message, String path) {
        ObjectNode result = tools.result(message, path);
        if (!speaks("user")) {
            turn("user");
        }
        content().insert(results, result);
        results++;
    }

    private void say(String role, ArrayNode blocks, String path) {
        if (blocks.isEmpty()) {
            return;
        }
        if (messages.isEmpty() && role.equals("assistant")) {
            throw GatewayException.invalid(path + ".role", "the first message must be the user's, for anthropic");
        }
        if (!speaks(role)) {
            turn(role);
        }
        content().addAll(blocks);
    }

    private void turn(String role) {
        messages.addObject().put("role", role).putArray("content");
        results = 0;
    }

    private boolean speaks(String role) {
        return last().path("role").asText().equals(role);
    }

    private JsonNode last() {
        return messages.path(messages.size() - 1);
    }

    /** What the last turn holds. */
    private ArrayNode content() {
        return last().withArrayProperty("content");
    }

    /** A mark on the message belongs to its last block. */
    private static ArrayNode marked(ArrayNode blocks, Message message) {
        if (blocks.path(blocks.size() - 1) instanceof ObjectNode block) {
            CacheControl.keep(block, message.extras());
        }
        return blocks;
    }

    /** White space at the end of a begun answer is refused. */
    private void trimBegunAnswer() {
        ArrayNode content = content();
        if (speaks("assistant")
                && content.get(content.size() - 1) instanceof ObjectNode block
                && block.path("type").asText().equals("text")) {
            block.put("text", block.path("text").asText().stripTrailing());
        }
    }
}
