package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a {@link Question} from a request for ERNIE as it was before Qianfan's version 2. */
final class ErnieQuestion {

    private static final int LEAST_OUTPUT = 2;

    private ErnieQuestion() {}

    /**
     * The question in a request.
     *
     * @param endpoint the last part of the address, which stands for the model
     * @throws GatewayException if there is none
     */
    static Question read(String endpoint, JsonNode body) {
        Members request = new Members(body);
        request.checkRange("temperature", Double.MIN_VALUE, 1);
        request.checkRange("top_p", 0, 1);
        request.checkRange("penalty_score", 1, 2);
        OptionalInt limit = request.count("max_output_tokens");
        if (limit.orElse(LEAST_OUTPUT) < LEAST_OUTPUT) {
            throw GatewayException.invalid("max_output_tokens", "must be in range of [2, 2048]");
        }
        return new Question(
                endpoint,
                heard(request),
                limit,
                request.texts("stop"),
                0,
                request.text("response_format").orElse("text").equals("json_object")
                        ? new ResponseFormat.JsonObject()
                        : new ResponseFormat.Text(),
                tools(request),
                OptionalLong.empty(),
                request.flag("stream"),
                true,
                MissingNode.getInstance());
    }

    /** What is heard: the user or a function, and ERNIE, by turns, the user at both ends. */
    private static Heard heard(Members request) {
        List<Members> messages = request.required("messages");
        if (messages.size() % 2 == 0) {
            throw GatewayException.invalid("messages", "the length of messages must be an odd number");
        }
        Conversation conversation = new Conversation();
        conversation.hear(false, request.text("system").orElse(""));
        for (int i = 0; i < messages.size(); i++) {
            hear(messages.get(i), i, conversation);
        }
        return conversation.heard();
    }

    private static void hear(Members message, int index, Conversation conversation) {
        String role = message.text("role").orElse("");
        String text = message.text("content").orElse("");
        boolean own = index % 2 == 1;
        boolean right = own ? role.equals("assistant") : role.equals("user") || role.equals("function") && index > 0;
        if (!right) {
            throw GatewayException.invalid(
                    "messages",
                    own
                            ? "the role of message with even index in the messages must be assistant"
                            : "the role of message with odd index in the messages must be user or function");
        }
        Members call = message.inside("function_call");
        if (text.isEmpty() && call.object().isMissingNode()) {
            throw GatewayException.invalid("messages", "the content of message can not be empty");
        }
        if (role.equals("function")) {
            conversation.hearResultOf(message.text("name").orElse(""), text, List.of());
            return;
        }
        conversation.hear(!own, text);
        call.text("name")
                .ifPresent(name ->
                        conversation.hearCall(name, name, call.text("arguments").orElse("")));
    }

    /** ERNIE calls one function at a time. */
    private static Tools tools(Members request) {
        List<Tool> functions =
                request.each("functions").stream().map(OpenAiTools::function).toList();
        Optional<ToolChoice> choice = request.inside("tool_choice")
                .inside("function")
                .text("name")
                .map(name -> OpenAiTools.named(functions, name));
        return new Tools(functions, choice, Optional.of(false));
    }
}
