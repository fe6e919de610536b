package io.caravan.cohere;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ReasoningEffort;
import io.caravan.provider.ModelPattern;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Optional;

/**
 * How much a model is to think. The quirk word {@code thinking} tells which models know of it, all if it is not there.
 *
 * @param obeyed whether the model does what the caller wants
 * @see <a href="https://docs.cohere.com/docs/reasoning">Reasoning</a>
 */
record Thinking(Optional<ObjectNode> member, boolean obeyed) {

    static Thinking of(RoutedRequest routed) {
        Optional<ReasoningEffort> effort = routed.chat().reasoningEffort();
        List<String> models = routed.provider().quirks().list("thinking");
        boolean thinks = models.isEmpty()
                || models.stream().anyMatch(glob -> ModelPattern.of(glob).matches(routed.model()));
        if (!thinks) {
            return new Thinking(Optional.empty(), effort.isEmpty() || effort.get() == ReasoningEffort.NONE);
        }
        return new Thinking(effort.map(Thinking::member), true);
    }

    private static ObjectNode member(ReasoningEffort effort) {
        ObjectNode member = JsonNodeFactory.instance.objectNode();
        return switch (effort) {
            case NONE -> member.put("type", "disabled");
            case MINIMAL, LOW -> enabled(member, 1024);
            case MEDIUM -> enabled(member, 2048);
            case HIGH -> enabled(member, 4096);
            case XHIGH -> enabled(member, 8192);
            case MAX -> member.put("type", "enabled");
        };
    }

    private static ObjectNode enabled(ObjectNode member, int budget) {
        return member.put("type", "enabled").put("token_budget", budget);
    }
}
