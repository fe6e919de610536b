package io.caravan.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import java.util.List;
import java.util.Optional;

/** The members that requests to {@code /llm/invoke} and {@code /llm/chat} have beside OpenAI's. A null is an absence. */
record InvokeBody(ObjectNode object) {

    static InvokeBody of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw GatewayException.invalid("body", "must be a JSON object");
        }
        for (String name : List.of("tools", "functions")) {
            if (object.hasNonNull(name)) {
                throw GatewayException.unsupported(name, "functions can be called through /llm/generate only");
            }
        }
        return new InvokeBody(object);
    }

    String required(String name) {
        String text = text(name).orElseThrow(() -> GatewayException.invalid(name, "is required"));
        if (text.isBlank()) {
            throw GatewayException.invalid(name, "must not be empty");
        }
        return text;
    }

    Optional<String> text(String name) {
        return member(name).map(node -> {
            if (!node.isTextual()) {
                throw GatewayException.invalid(name, "must be a string");
            }
            return node.textValue();
        });
    }

    boolean flag(String name) {
        return member(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw GatewayException.invalid(name, "must be true or false");
                    }
                    return node.booleanValue();
                })
                .orElse(false);
    }

    /** A number, or a number's text as some callers send it. */
    Optional<Double> temperature() {
        return member("temperature").map(node -> {
            double value =
                    node.isTextual() ? number(node.textValue()) : node.isNumber() ? node.doubleValue() : Double.NaN;
            if (!(value >= 0 && value <= 2)) {
                throw GatewayException.invalid("temperature", "must be a number between 0 and 2");
            }
            return value;
        });
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }
}
