package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the model may, must or must not call tools.
 *
 * @param name the only one that it may call, if there is one
 * @param allowed the names of those that it may call, empty for all
 */
record CallChoice(Kind kind, Optional<String> name, Set<String> allowed) {

    private static final String PATH = "tool_choice";
    private static final String ALLOWED = "allowed_tools";

    /** Anthropic's words for it. */
    enum Kind {
        AUTO,
        ANY,
        TOOL,
        NONE
    }

    CallChoice {
        allowed = Set.copyOf(allowed);
    }

    private CallChoice(Kind kind) {
        this(kind, Optional.empty(), Set.of());
    }

    /**
     * The choice that the caller made, if any.
     *
     * @throws GatewayException if Anthropic has no form for it
     */
    static Optional<CallChoice> of(Tools tools) {
        return tools.choice().map(CallChoice::of);
    }

    private static CallChoice of(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto _ -> new CallChoice(Kind.AUTO);
            case ToolChoice.None _ -> new CallChoice(Kind.NONE);
            case ToolChoice.Required _ -> new CallChoice(Kind.ANY);
            case ToolChoice.Named(String name) -> named(name);
            case ToolChoice.Other(JsonNode raw) -> other(raw);
        };
    }

    private static CallChoice named(String name) {
        return new CallChoice(Kind.TOOL, Optional.of(name), Set.of());
    }

    /** OpenAI's list of allowed tools, or one of Anthropic's own forms. */
    private static CallChoice other(JsonNode raw) {
        return switch (raw.path("type").asText()) {
            case "auto" -> new CallChoice(Kind.AUTO);
            case "any" -> new CallChoice(Kind.ANY);
            case "none" -> new CallChoice(Kind.NONE);
            case "tool" -> named(raw.path("name").asText(""));
            case ALLOWED -> allowed(raw.path(ALLOWED).isObject() ? raw.path(ALLOWED) : raw);
            case "function" -> throw GatewayException.invalid(PATH + ".function.name", "is required");
            default -> throw GatewayException.unsupported(PATH, "this choice cannot be sent to anthropic");
        };
    }

    private static CallChoice allowed(JsonNode list) {
        Set<String> names = new HashSet<>();
        for (JsonNode tool : list.path("tools")) {
            String name =
                    tool.path("function").path("name").asText(tool.path("name").asText(""));
            names.add(name);
        }
        if (names.isEmpty()) {
            throw GatewayException.invalid(PATH + "." + ALLOWED + ".tools", "must name a tool");
        }
        boolean required = list.path("mode").asText().equals("required");
        return new CallChoice(required ? Kind.ANY : Kind.AUTO, Optional.empty(), names);
    }

    /** Whether the model has to call something. */
    boolean forces() {
        return kind == Kind.ANY || kind == Kind.TOOL;
    }

    /** The choice for a model that thinks: the service leaves it free to call, whatever is asked. */
    CallChoice unforced() {
        return forces() ? new CallChoice(Kind.AUTO, Optional.empty(), allowed) : this;
    }

    /**
     * Makes sure that the tools that it names exist.
     *
     * @param names of all tools of the request
     */
    void requireAmong(Set<String> names) {
        boolean exist = names.containsAll(allowed) && name.stream().allMatch(names::contains);
        if (!exist || forces() && names.isEmpty()) {
            throw GatewayException.invalid(PATH, "must not ask for tools that are not in tools");
        }
    }

    boolean allows(String tool) {
        return allowed.isEmpty() || allowed.contains(tool);
    }

    /** What stands in the request. */
    ObjectNode node() {
        ObjectNode node = node(kind);
        name.ifPresent(tool -> node.put("name", tool));
        return node;
    }

    /** A choice of that kind, as it stands in the request. */
    static ObjectNode node(Kind kind) {
        return JsonNodeFactory.instance.objectNode().put("type", kind.name().toLowerCase(Locale.ROOT));
    }
}
