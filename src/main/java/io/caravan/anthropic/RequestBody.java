package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Sampling;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.List;

/**
 * The body of a request. What Anthropic has no member for is left out.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class RequestBody {

    private static final int DEFAULT_MAX_TOKENS = 4096;
    private static final List<String> OWN = List.of("cache_control", "inference_geo");

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
    static ObjectNode of(RoutedRequest routed, Plan plan, ObjectMapper json) {
        RequestBody request = new RequestBody(routed.chat(), plan);
        Conversation conversation = Conversation.of(routed.chat(), json);
        request.body.put("model", routed.model());
        request.addLimit();
        request.addUnlessEmpty("system", conversation.system());
        request.body.set("messages", conversation.messages());
        request.addTools(Toolbox.of(routed.chat(), plan, conversation.hasCalls()));
        request.addSampling();
        request.addStops();
        request.addThinking();
        request.addOutput();
        request.addUser();
        request.addServiceTier();
        request.addOwn();
        if (routed.chat().stream()) {
            request.body.put("stream", true);
        }
        return request.body;
    }

    private void addLimit() {
        long wanted = chat.limit().tokens().orElse(DEFAULT_MAX_TOKENS);
        body.put(
                "max_tokens",
                Math.min(wanted + plan.thinking().room(), plan.family().maxOutput()));
    }

    private void addTools(Toolbox toolbox) {
        if (!toolbox.tools().isEmpty()) {
            body.putArray("tools").addAll(toolbox.tools());
            toolbox.choice().ifPresent(choice -> body.set("tool_choice", choice));
        }
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
        if (plan.output() instanceof JsonOutput.Format(JsonNode schema)) {
            outputConfig().putObject("format").put("type", "json_schema").set("schema", SchemaSubset.of(schema));
        }
    }

    private ObjectNode outputConfig() {
        return body.withObject(Thinking.OUTPUT);
    }

    private void addUser() {
        EndUser.of(chat).ifPresent(user -> body.putObject("metadata").put("user_id", user.id()));
    }

    private void addServiceTier() {
        switch (extra("service_tier").asText()) {
            case "auto", "priority" -> body.put("service_tier", "auto");
            case "default", "flex", "standard_only" -> body.put("service_tier", "standard_only");
            default -> {}
        }
    }

    /** Members that only Anthropic knows. */
    private void addOwn() {
        for (String name : OWN) {
            if (!extra(name).isMissingNode() && !extra(name).isNull()) {
                body.set(name, extra(name));
            }
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
