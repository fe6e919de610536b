package io.caravan.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.anthropic.CallChoice.Kind;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Tool;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools of a request and the choice among them: the caller's, and those that Anthropic needs beside them.
 *
 * @param choice empty if the service's default will do
 */
record Toolbox(List<ObjectNode> tools, Optional<ObjectNode> choice) {

    private static final Toolbox EMPTY = new Toolbox(List.of(), Optional.empty());

    Toolbox {
        tools = List.copyOf(tools);
    }

    /**
     * The tools for a request.
     *
     * @param called whether the conversation holds calls
     * @throws GatewayException if Anthropic has no form for a tool or for the choice
     */
    static Toolbox of(ChatRequest chat, Plan plan, boolean called) {
        Toolbox callers = callers(chat, plan);
        if (plan.output() instanceof AnswerTool tool) {
            return callers.with(tool, chat);
        }
        if (callers.tools.isEmpty() && called) {
            return new Toolbox(List.of(ToolDefinition.forgotten()), Optional.of(CallChoice.node(Kind.NONE)));
        }
        return callers;
    }

    private static Toolbox callers(ChatRequest chat, Plan plan) {
        Map<String, ObjectNode> definitions = definitions(chat.tools().definitions(), plan.family());
        plan.wanted().ifPresent(wanted -> wanted.requireAmong(definitions.keySet()));
        if (definitions.isEmpty()) {
            return EMPTY;
        }
        Optional<CallChoice> choice = plan.choice();
        List<ObjectNode> tools = new ArrayList<>();
        definitions.forEach((name, tool) -> {
            if (choice.stream().allMatch(some -> some.allows(name))) {
                tools.add(tool);
            }
        });
        return new Toolbox(tools, oneByOne(choice.map(CallChoice::node), chat));
    }

    private static Map<String, ObjectNode> definitions(List<Tool> tools, ModelFamily family) {
        Map<String, ObjectNode> definitions = new LinkedHashMap<>();
        for (int i = 0; i < tools.size(); i++) {
            ObjectNode tool = ToolDefinition.of(tools.get(i), family, "tools." + i);
            if (definitions.putIfAbsent(tool.path("name").asText(), tool) != null) {
                throw GatewayException.invalid("tools." + i, "must not have the name of an earlier tool");
            }
        }
        return definitions;
    }

    /** The caller's tools with the one whose input is the answer. */
    private Toolbox with(AnswerTool answer, ChatRequest chat) {
        List<ObjectNode> all = new ArrayList<>(answer.alone() ? List.of() : tools);
        all.add(answer.definition());
        Optional<ObjectNode> choice = Optional.of(answer.choice());
        return new Toolbox(all, all.size() > 1 ? oneByOne(choice, chat) : choice);
    }

    /** The choice, with a word against several calls at once if the caller wants that. */
    private static Optional<ObjectNode> oneByOne(Optional<ObjectNode> choice, ChatRequest chat) {
        if (chat.tools().parallel().orElse(true)) {
            return choice;
        }
        ObjectNode node = choice.orElseGet(() -> CallChoice.node(Kind.AUTO));
        boolean calls = !node.path("type").asText().equals("none");
        return Optional.of(calls ? node.put("disable_parallel_tool_use", true) : node);
    }
}
