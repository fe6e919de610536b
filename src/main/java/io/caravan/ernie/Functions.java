package io.caravan.ernie;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Tool;
import io.caravan.chat.ToolChoice;
import io.caravan.chat.Tools;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that may be called.
 *
 * @param choice which must be
 */
record Functions(List<Tool.Function> definitions, ToolChoice choice) {

    /**
     * The functions among the tools.
     *
     * @throws GatewayException if there is another kind of tool
     */
    static Functions of(Tools tools) {
        List<Tool.Function> functions = new ArrayList<>();
        for (int index = 0; index < tools.definitions().size(); index++) {
            switch (tools.definitions().get(index)) {
                case Tool.Function function -> functions.add(function);
                case Tool.Other _ -> throw GatewayException.unsupported("tools." + index, "ERNIE knows functions only");
            }
        }
        return new Functions(functions, tools.choice().orElseGet(ToolChoice.Auto::new));
    }

    /**
     * Puts them into a request's body.
     *
     * @return whether the choice among them is said as well
     */
    boolean writeTo(ObjectNode body) {
        if (definitions.isEmpty() || choice instanceof ToolChoice.None) {
            return true;
        }
        ArrayNode functions = body.putArray("functions");
        definitions.forEach(definition -> functions.add(json(definition)));
        return switch (choice) {
            case ToolChoice.None _, ToolChoice.Auto _ -> true;
            case ToolChoice.Named named -> force(body, named.name());
            case ToolChoice.Required _ -> definitions.size() == 1 && forceOnly(body);
            case ToolChoice.Other _ -> false;
        };
    }

    /** Description and parameters must not be missing. */
    private static ObjectNode json(Tool.Function function) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", function.name());
        json.put("description", function.description().orElse(function.name()));
        function.parameters()
                .ifPresentOrElse(
                        parameters -> json.set("parameters", parameters),
                        () -> json.putObject("parameters").put("type", "object").putObject("properties"));
        return json;
    }

    private static boolean force(ObjectNode body, String name) {
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", name);
        return true;
    }

    /** Some function or other cannot be forced, but the only one can. */
    private boolean forceOnly(ObjectNode body) {
        return force(body, definitions.getFirst().name());
    }
}
