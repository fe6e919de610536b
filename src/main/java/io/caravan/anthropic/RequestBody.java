package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Sampling;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.regex.Pattern;

/**
 * The body of a request. What Anthropic has no member for is left out.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class RequestBody {

    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Anthropic asks not to be sent what identifies a person. */
    private static final Pattern PERSONAL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+|\\+?[\\d\\s().-]{7,}");

    private final ChatRequest chat;
    private final Plan plan;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    private RequestBody(ChatRequest chat, Plan plan) {
        this.chat = chat;
        this.plan = plan;
    }

    /**
     * The body for a request.
     *
     * @throws GatewayException if the request holds what Anthropic has no form for
     */
    static ObjectNode of(RoutedRequest routed) {
        RequestBody request = new RequestBody(routed.chat(), Plan.of(routed));
        request.refuseTools();
        request.body.put("model", routed.model());
        request.addLimit();
        request.addConversation();
        request.addSampling();
        request.addStops();
        request.addThinking();
        request.addOutput();
        request.addUser();
        request.addServiceTier();
        if (routed.chat().stream()) {
            request.body.put("stream", true);
        }
        return request.body;
    }

    private void refuseTools() {
        if (!chat.tools().definitions().isEmpty()) {
            throw GatewayException.unsupported("tools", "tools cannot be sent to anthropic");
        }
        if (chat.extras().containsKey("functions")) {
            throw GatewayException.unsupported("functions", "functions cannot be sent to anthropic");
        }
    }

    private void addLimit() {
        long wanted = chat.limit().tokens().orElse(DEFAULT_MAX_TOKENS);
        body.put(
                "max_tokens",
                Math.min(wanted + plan.thinking().room(), plan.family().maxOutput()));
    }

    private void addConversation() {
        Conversation conversation = Conversation.of(chat);
        addUnlessEmpty("system", conversation.system());
        body.set("messages", conversation.messages());
    }

    private void addSampling() {
        if (plan.thinking().on() || plan.family().atLeast(Generation.UNSAMPLED)) {
            return;
        }
        Sampling sampling = chat.sampling();
        if (sampling.temperature().isPresent()) {
            body.put("temperature", Math.min(sampling.temperature().getAsDouble(), 1));
        } else if (sampling.topP().isPresent()) {
            body.put("top_p", sampling.topP().getAsDouble());
        }
        if (extra("top_k").isIntegralNumber()) {
            body.set("top_k", extra("top_k"));
        }
    }

    private void addStops() {
        ArrayNode stops = JsonNodeFactory.instance.arrayNode();
        chat.sampling().stop().stream().filter(stop -> !stop.isBlank()).forEach(stops::add);
        addUnlessEmpty("stop_sequences", stops);
    }

    private void addThinking() {
        plan.thinking().member().ifPresent(member -> body.set("thinking", member));
        plan.thinking().effort().ifPresent(effort -> outputConfig().put("effort", effort));
    }

    private void addOutput() {
        switch (plan.output()) {
            case JsonOutput.None _ -> {}
            case JsonOutput.Format(JsonNode schema) ->
                outputConfig().putObject("format").put("type", "json_schema").set("schema", SchemaSubset.of(schema));
            case AnswerTool tool -> {
                body.putArray("tools").add(tool.definition());
                body.set("tool_choice", tool.choice());
            }
        }
    }

    private ObjectNode outputConfig() {
        return body.withObject("output_config");
    }

    private void addUser() {
        chat.user()
                .filter(user ->
                        !user.isBlank() && !PERSONAL.matcher(user.strip()).matches())
                .ifPresent(user -> body.putObject("metadata").put("user_id", user));
    }

    private void addServiceTier() {
        switch (extra("service_tier").asText()) {
            case "auto", "priority" -> body.put("service_tier", "auto");
            case "default", "flex", "standard_only" -> body.put("service_tier", "standard_only");
            default -> {}
        }
    }

    private void addUnlessEmpty(String name, ArrayNode list) {
        if (!list.isEmpty()) {
            body.set(name, list);
        }
    }

    private JsonNode extra(String name) {
        JsonNode extra = chat.extras().get(name);
        return extra == null ? JsonNodeFactory.instance.missingNode() : extra;
    }
}
