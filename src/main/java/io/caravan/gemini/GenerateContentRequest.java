package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ResponseFormat;
import java.util.Map;
import java.util.Optional;

/** The body of a request. */
final class GenerateContentRequest {

    private GenerateContentRequest() {}

    /** What is asked, in Gemini's words; members that it has no word for are left out. */
    static ObjectNode of(ChatRequest chat, ModelFamily family) {
        ArrayNode tools = ToolList.of(chat, family);
        boolean formInWords = !tools.isEmpty() && !family.formBesideTools();
        Optional<ResponseFormat> format = chat.responseFormat();
        Conversation conversation = Conversation.of(chat.messages(), family);
        format.filter(_ -> formInWords).flatMap(AnswerForm::instruction).ifPresent(conversation::instruct);

        ObjectNode body = JsonNodeFactory.instance.objectNode();
        conversation.writeTo(body);
        add(body, "tools", tools);
        CallingMode.of(chat.tools(), family)
                .ifPresent(mode -> body.putObject("toolConfig").set("functionCallingConfig", mode));
        add(body, "generationConfig", GenerationConfig.of(chat, family, format.filter(_ -> !formInWords)));
        extension(chat.extras(), "safety_settings", "safetySettings")
                .ifPresent(settings -> body.set("safetySettings", settings));
        extension(chat.extras(), "cached_content", "cachedContent").ifPresent(name -> body.set("cachedContent", name));
        return body;
    }

    private static void add(ObjectNode body, String name, ContainerNode<?> value) {
        if (!value.isEmpty()) {
            body.set(name, value);
        }
    }

    /** A member that OpenAI has not, or that Caravan gives no meaning, under the first of the names that is there. */
    static Optional<JsonNode> extension(Map<String, JsonNode> extras, String... names) {
        for (String name : names) {
            JsonNode value = extras.get(name);
            if (value != null && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
