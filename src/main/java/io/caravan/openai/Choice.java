package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * The kinds of {@code tool_choice} that the provider has, of {@code auto none required named any allowed_tools}. No
 * call is asked for by leaving the tools away, one of some by leaving the others away, and some call by {@code any} or
 * else in words.
 */
record Choice(Clauses<Set<String>> kinds) implements RequestQuirk {

    private static final String MEMBER = "tool_choice";
    private static final String NUDGE = "Call one of the tools.";
    private static final String ALLOWED = "allowed_tools";
    private static final Set<String> USUAL = Set.of("auto", "none", "required", "named");
    private static final Vocabulary KINDS = Vocabulary.of("auto", "none", "required", "named", "any", ALLOWED);

    static Choice of(Quirks quirks) {
        return new Choice(Clauses.of(quirks, "choice", text -> KINDS.all(Clauses.divided(text, " "))));
    }

    @Override
    public void apply(Draft draft) {
        Set<String> known = kinds.first(draft.model()).orElse(USUAL);
        JsonNode choice = draft.body().path(MEMBER);
        String wanted = choice.isObject() ? kind(choice) : choice.asText();
        if (!wanted.isEmpty() && !known.contains(wanted)) {
            say(wanted, choice, known, draft);
        }
    }

    /** The kind of a choice that is an object, empty for one that only the provider can know. */
    private static String kind(JsonNode choice) {
        return switch (choice.path("type").asText()) {
            case "function" -> "named";
            case ALLOWED -> ALLOWED;
            default -> "";
        };
    }

    private static void say(String wanted, JsonNode choice, Set<String> known, Draft draft) {
        switch (wanted) {
            case "none" -> draft.body().remove(Set.of("tools", MEMBER, "parallel_tool_calls"));
            case "named" -> {
                keepOnly(names(choice), draft.body());
                require(known, draft);
            }
            case ALLOWED -> allow(choice, known, draft);
            default -> require(known, draft);
        }
    }

    private static void allow(JsonNode choice, Set<String> known, Draft draft) {
        JsonNode allowed = choice.path(ALLOWED).isObject() ? choice.path(ALLOWED) : choice;
        Set<String> names = new HashSet<>();
        allowed.path("tools").forEach(tool -> names.addAll(names(tool)));
        keepOnly(names, draft.body());
        if (!allowed.path("mode").asText().equals("required")) {
            draft.body().put(MEMBER, "auto");
        } else if (known.contains("required")) {
            draft.body().put(MEMBER, "required");
        } else {
            require(known, draft);
        }
    }

    private static Set<String> names(JsonNode tool) {
        JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
        return Set.of(function.path("name").asText());
    }

    private static void keepOnly(Set<String> names, ObjectNode body) {
        for (Iterator<JsonNode> tools = body.path("tools").iterator(); tools.hasNext(); ) {
            if (!names.contains(tools.next().path("function").path("name").asText())) {
                tools.remove();
            }
        }
    }

    private static void require(Set<String> known, Draft draft) {
        if (known.contains("required") || known.contains("any")) {
            draft.body().put(MEMBER, known.contains("any") ? "any" : "required");
            return;
        }
        draft.body().put(MEMBER, "auto");
        draft.turns().addObject().put("role", "user").put("content", NUDGE);
    }
}
