package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Message;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.provider.RoutedRequest;
import java.util.OptionalDouble;
import java.util.Set;

/** The request as OpenAI documents it: what the caller set and nothing else. */
final class RequestBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ChatRequest chat;
    private final Set<String> lost;
    private final ObjectNode body = NODES.objectNode();

    private RequestBody(ChatRequest chat, Set<String> lost) {
        this.chat = chat;
        this.lost = lost;
    }

    /**
     * The body of a request.
     *
     * @param lost the {@link Extensions} that it is not to have
     * @param foreign further members that it is not to have
     */
    static ObjectNode of(RoutedRequest routed, Set<String> lost, Set<String> foreign) {
        RequestBody request = new RequestBody(routed.chat(), lost);
        request.body.put("model", routed.model());
        request.messages();
        request.sampling(routed.chat().sampling());
        request.limit(routed.chat().limit());
        request.answerForm();
        request.tools(routed.chat().tools());
        request.stream();
        request.extras(foreign);
        return request.body;
    }

    /** In another dialect a member without meaning may have the name of one that is here already. */
    private void extras(Set<String> foreign) {
        chat.extras().forEach((name, value) -> {
            if (!foreign.contains(name)) {
                body.putIfAbsent(name, value);
            }
        });
    }

    private void messages() {
        ArrayNode messages = body.putArray("messages");
        MessageBody form = new MessageBody(lost);
        for (Message message : chat.messages()) {
            messages.add(form.of(message));
        }
    }

    private void sampling(Sampling sampling) {
        number("temperature", sampling.temperature());
        number("top_p", sampling.topP());
        sampling.n().ifPresent(n -> body.put("n", n));
        sampling.seed().ifPresent(seed -> body.put("seed", seed));
        number("presence_penalty", sampling.presencePenalty());
        number("frequency_penalty", sampling.frequencyPenalty());
        if (!sampling.stop().isEmpty()) {
            sampling.stop().forEach(body.putArray("stop")::add);
        }
    }

    private void number(String name, OptionalDouble value) {
        if (value.isPresent()) {
            body.set(name, number(value.getAsDouble()));
        }
    }

    /** A whole number without a point, as callers write it. */
    static JsonNode number(double value) {
        return value == Math.rint(value) ? IntNode.valueOf((int) value) : DoubleNode.valueOf(value);
    }

    /** One of the two members: OpenAI refuses a request that has both. */
    private void limit(OutputLimit limit) {
        if (limit.maxCompletionTokens().isPresent()) {
            body.put("max_completion_tokens", limit.maxCompletionTokens().getAsInt());
        } else if (limit.maxTokens().isPresent()) {
            body.put("max_tokens", limit.maxTokens().getAsInt());
        }
    }

    private void answerForm() {
        chat.responseFormat().ifPresent(format -> body.set("response_format", format(format)));
        chat.reasoningEffort().ifPresent(effort -> body.put("reasoning_effort", effort.wireName()));
        chat.user().ifPresent(user -> body.put("user", user));
    }

    private static ObjectNode format(ResponseFormat format) {
        return switch (format) {
            case ResponseFormat.Text() -> NODES.objectNode().put("type", "text");
            case ResponseFormat.JsonObject() -> NODES.objectNode().put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> schema(schema);
        };
    }

    private static ObjectNode schema(ResponseFormat.JsonSchema format) {
        ObjectNode node = NODES.objectNode().put("type", "json_schema");
        ObjectNode schema = node.putObject("json_schema").put("name", format.name());
        format.description().ifPresent(description -> schema.put("description", description));
        schema.set("schema", format.schema());
        format.strict().ifPresent(strict -> schema.put("strict", strict));
        return node;
    }

    private void tools(Tools tools) {
        if (!tools.definitions().isEmpty()) {
            ArrayNode definitions = body.putArray("tools");
            tools.definitions().forEach(tool -> definitions.add(definition(tool)));
        }
        tools.choice().ifPresent(choice -> body.set("tool_choice", choice(choice)));
        tools.parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
    }

    private JsonNode definition(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> function(function);
            case Tool.Other(JsonNode raw) -> raw.deepCopy();
        };
    }

    private ObjectNode function(Tool.Function tool) {
        ObjectNode node = NODES.objectNode().put("type", "function");
        ObjectNode function = node.putObject("function").put("name", tool.name());
        tool.description().ifPresent(description -> function.put("description", description));
        tool.parameters().ifPresent(parameters -> function.set("parameters", parameters));
        tool.strict().ifPresent(strict -> function.put("strict", strict));
        return Extras.add(tool.extras(), node, lost);
    }

    private static JsonNode choice(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto() -> TextNode.valueOf("auto");
            case ToolChoice.None() -> TextNode.valueOf("none");
            case ToolChoice.Required() -> TextNode.valueOf("required");
            case ToolChoice.Named(String name) -> named(name);
            case ToolChoice.Other(JsonNode raw) -> raw;
        };
    }

    private static ObjectNode named(String name) {
        ObjectNode node = NODES.objectNode().put("type", "function");
        node.putObject("function").put("name", name);
        return node;
    }

    /** Usage is always asked for: it is booked even where the caller does not want to see it. */
    private void stream() {
        if (chat.stream()) {
            body.put("stream", true);
            ObjectNode options = body.putObject("stream_options");
            options.setAll(chat.streamOptions());
            options.put("include_usage", true);
        }
    }
}
