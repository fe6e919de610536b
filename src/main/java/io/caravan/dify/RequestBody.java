package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.ResponseFormat;
import io.caravan.error.GatewayException;
import io.caravan.provider.OldFunctions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is asked, in Dify's words. How it is answered is the app's business.
 *
 * @param dropped members of the caller's that it has no word for
 */
record RequestBody(ObjectNode json, SortedSet<String> dropped) {

    private static final String EVERYBODY = "caravan";
    private static final String INPUTS = "inputs";
    private static final String OWN_INPUTS = "dify_inputs";

    /**
     * The body for a request.
     *
     * @throws GatewayException if Dify cannot be told what it says
     */
    static RequestBody of(ChatRequest chat) {
        if (!chat.tools().definitions().isEmpty()) {
            throw GatewayException.unsupported("tools", "a Dify app has tools of its own only");
        }
        if (OldFunctions.in(chat)) {
            throw GatewayException.unsupported("functions", "a Dify app has tools of its own only");
        }
        Question question = Question.of(chat);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("query", question.query());
        json.set(INPUTS, inputs(chat));
        json.put("response_mode", "streaming");
        json.put("user", user(chat));
        Question.conversation(chat).ifPresent(id -> json.put("conversation_id", id));
        ArrayNode files = json.putArray("files");
        question.attachments().forEach(attachment -> files.add(attachment.json()));
        json.put("auto_generate_name", false);
        return new RequestBody(json, dropped(chat));
    }

    /** For whom Dify keeps files and conversations, which it shows to nobody else. */
    static String user(ChatRequest chat) {
        return chat.user().filter(name -> !name.isBlank()).orElse(EVERYBODY);
    }

    private static JsonNode inputs(ChatRequest chat) {
        for (String name : List.of(OWN_INPUTS, INPUTS)) {
            JsonNode inputs = chat.extras().get(name);
            if (inputs != null && !inputs.isNull()) {
                return object(inputs, name);
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode object(JsonNode inputs, String name) {
        if (!inputs.isObject()) {
            throw GatewayException.invalid(name, "must be an object");
        }
        return inputs;
    }

    private static SortedSet<String> dropped(ChatRequest chat) {
        SortedSet<String> dropped = chat.members();
        dropped.removeAll(List.of(INPUTS, OWN_INPUTS, Question.CONVERSATION, "stream_options", "user"));
        Map<String, Optional<?>> meaningless = Map.of(
                "response_format", chat.responseFormat().filter(ResponseFormat.Text.class::isInstance),
                "reasoning_effort", chat.reasoningEffort().filter(ReasoningEffort.NONE::equals),
                "n", chat.sampling().n().orElse(1) == 1 ? Optional.of(1) : Optional.empty());
        meaningless.forEach((name, value) -> value.ifPresent(_ -> dropped.remove(name)));
        return dropped;
    }
}
