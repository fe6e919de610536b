package io.caravan.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.client.ClientTransformer;
import io.caravan.client.EventForm;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What callers of {@code /llm/invoke} and {@code /llm/chat} send and get: a question or a conversation, with a
 * model and a temperature only if they care, and {@link Fragment}s for an answer.
 */
@Component("invokeTransformer")
public final class InvokeTransformer implements ClientTransformer {

    private static final List<String> OWN = List.of("message", "system", "json", "user_id", "generation_name");

    private final ObjectMapper json;
    private final Defaults defaults;

    public InvokeTransformer(ObjectMapper json, Defaults defaults) {
        this.json = json;
        this.defaults = defaults;
    }

    /**
     * The request in a body with one {@code message}, and an instruction in {@code system} if there is one.
     *
     * @throws GatewayException that names the wrong members
     */
    public ChatRequest invoke(JsonNode body) {
        InvokeBody given = InvokeBody.of(body);
        ObjectNode canonical = canonical(given);
        ArrayNode messages = canonical.putArray("messages");
        given.text("system")
                .ifPresent(system -> messages.addObject().put("role", "system").put("content", system));
        messages.addObject().put("role", "user").put("content", given.required("message"));
        return ChatRequestReader.read(canonical);
    }

    /**
     * The request in a body with {@code messages}.
     *
     * @throws GatewayException that names the wrong members
     */
    public ChatRequest chat(JsonNode body) {
        return ChatRequestReader.read(canonical(InvokeBody.of(body)));
    }

    private ObjectNode canonical(InvokeBody given) {
        ObjectNode canonical = given.object().deepCopy();
        canonical.remove(OWN);
        canonical.put(
                "model",
                given.text("model")
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .or(defaults::model)
                        .orElseThrow(() -> new GatewayException(
                                ErrorCode.NO_MODEL, "no model is given, and no default is set: DEFAULT_LLM_MODEL")));
        canonical.put("temperature", given.temperature().orElse(defaults.temperature()));
        given.text("user_id").ifPresent(user -> canonical.put("user", user));
        if (given.flag("json")) {
            canonical.putObject("response_format").put("type", "json_object");
        }
        return canonical;
    }

    @Override
    public JsonNode response(ChatRequest request, ChatResponse response) {
        ChatResponse.Choice choice = response.choices().getFirst();
        AssistantMessage message = choice.message();
        return json.valueToTree(Fragment.last(
                response.id(),
                message.content().or(message::refusal).orElse(""),
                choice.finishReason(),
                response.usage()));
    }

    @Override
    public EventForm events(ChatRequest request, ChatStream.Head head) {
        return new FragmentEvents(head.id(), json);
    }
}
