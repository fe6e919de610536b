package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of {@code tool_choice} that the provider has, of {@code auto none required named any}. No call is
 * asked for by leaving the tools away, a certain one by leaving the others away, and some call by {@code any}
 * or else in words.
 */
record Choice(Clauses<List<String>> kinds) implements RequestQuirk {

    private static final String MEMBER = "tool_choice";
    private static final String NUDGE = "Call one of the tools.";

    static Choice of(Quirks quirks) {
        return new Choice(Clauses.of(quirks, "choice", text -> Clauses.divided(text, " ")));
    }

    @Override
    public void apply(RoutedRequest routed, ObjectNode body) {
        Optional<List<String>> known = kinds.first(routed.model());
        JsonNode choice = body.path(MEMBER);
        String wanted = choice.isObject() ? "named" : choice.asText();
        if (known.isEmpty() || choice.isMissingNode() || known.get().contains(wanted)) {
            return;
        }
        switch (wanted) {
            case "none" -> body.remove(List.of("tools", MEMBER, "parallel_tool_calls"));
            case "named" -> {
                keepOnly(choice.path("function").path("name").asText(), body);
                require(known.get(), body);
            }
            default -> require(known.get(), body);
        }
    }

    private static void keepOnly(String name, ObjectNode body) {
        for (Iterator<JsonNode> tools = body.path("tools").iterator(); tools.hasNext(); ) {
            if (!tools.next().path("function").path("name").asText().equals(name)) {
                tools.remove();
            }
        }
    }

    private static void require(List<String> known, ObjectNode body) {
        if (known.contains("required") || known.contains("any")) {
            body.put(MEMBER, known.contains("any") ? "any" : "required");
            return;
        }
        body.put(MEMBER, "auto");
        ((ArrayNode) body.get("messages")).addObject().put("role", "user").put("content", NUDGE);
    }
}
