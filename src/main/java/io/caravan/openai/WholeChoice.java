package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import io.caravan.chat.ToolCall;
import io.caravan.provider.RoutedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one of the alternatives of a whole answer. */
final class WholeChoice {

    private static final Set<String> KNOWN =
            Set.of("role", "content", "refusal", "reasoning_content", "reasoning", "thinking_blocks", "tool_calls");
    private static final Set<String> KNOWN_OF_CALLS = Set.of("id", "type", "index", "function");

    private final RoutedRequest routed;
    private final Dialect dialect;
    private final Failures failures;

    WholeChoice(RoutedRequest routed, Dialect dialect, Failures failures) {
        this.routed = routed;
        this.dialect = dialect;
        this.failures = failures;
    }

    ChatResponse.Choice read(JsonNode choice, int position) {
        JsonNode message = choice.path("message");
        Spoken spoken = Spoken.of(message);
        List<ToolCall> calls = calls(message.path("tool_calls"));
        Finish finish = Finish.of(choice);
        FinishReason reason = finish.reason(
                dialect, !calls.isEmpty(), spoken.anything(), (code, word) -> failures.ended(routed, code, word));
        AssistantMessage said = new AssistantMessage(
                present(spoken.content()),
                present(message.path("refusal").asText("")),
                present(spoken.reasoning()),
                List.copyOf(message.path("thinking_blocks").valueStream().toList()),
                calls,
                finish.addTo(Extras.of(message, KNOWN), reason));
        return new ChatResponse.Choice(
                choice.path("index").asInt(position),
                said,
                Optional.of(reason),
                Optional.of(choice.path("logprobs")).filter(JsonNode::isObject));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static List<ToolCall> calls(JsonNode list) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : list) {
            JsonNode function = call.path("function");
            String id = call.path("id").asText("");
            calls.add(new ToolCall(
                    id.isEmpty() ? CallIds.invented() : id,
                    function.path("name").asText(""),
                    arguments(function.path("arguments")),
                    Extras.of(call, KNOWN_OF_CALLS)));
        }
        return calls;
    }

    /** Ollama and others give an object instead of its text. */
    private static String arguments(JsonNode arguments) {
        if (arguments.isContainerNode()) {
            return arguments.toString();
        }
        String text = arguments.asText("");
        return text.isBlank() ? "{}" : text;
    }
}
