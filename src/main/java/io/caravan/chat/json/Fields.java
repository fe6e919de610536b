package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The members of one JSON object, taken with checks; what is wrong is noted with its path. A null is an absence. */
final class Fields {

    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;

    Fields(JsonNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /** The members of an object inside this one; none if it is not there. */
    Fields inside(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isObject()) {
            wrong(name, "must be an object");
        }
        return new Fields(node, at(name), errors);
    }

    /** The members of each object in a list; none if it is not there. */
    List<Fields> each(String name) {
        JsonNode list = node(name);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray()) {
            wrong(name, "must be a list");
            return List.of();
        }
        List<Fields> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isObject()) {
                wrong(name + "." + i, "must be an object");
            } else {
                items.add(new Fields(list.get(i), at(name + "." + i), errors));
            }
        }
        return items;
    }

    JsonNode object() {
        return object;
    }

    boolean has(String name) {
        return !node(name).isMissingNode();
    }

    JsonNode node(String name) {
        JsonNode node = object.path(name);
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    Optional<JsonNode> any(String name) {
        return Optional.of(node(name)).filter(node -> !node.isMissingNode());
    }

    /** A member that must be there and be text; empty text if it is not. */
    String required(String name) {
        if (!has(name)) {
            wrong(name, "is required");
            return "";
        }
        return text(name).orElse("");
    }

    Optional<String> text(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            wrong(name, "must be a string");
            return Optional.empty();
        }
        return Optional.ofNullable(node.textValue());
    }

    Optional<Boolean> flag(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            wrong(name, "must be true or false");
            return Optional.empty();
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    OptionalDouble number(String name, double least, double most) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber()) {
            wrong(name, "must be a number");
            return OptionalDouble.empty();
        }
        double value = node.doubleValue();
        if (!(value >= least && value <= most)) {
            wrong(name, "must be between " + plain(least) + " and " + plain(most));
        }
        return OptionalDouble.of(value);
    }

    OptionalInt count(String name, int most) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1 || node.intValue() > most) {
            wrong(
                    name,
                    most == Integer.MAX_VALUE
                            ? "must be a whole number above 0"
                            : "must be a whole number from 1 to " + most);
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }

    OptionalLong whole(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            wrong(name, "must be a whole number");
            return OptionalLong.empty();
        }
        return OptionalLong.of(node.longValue());
    }

    /** The members that are not among those names, as they stand. */
    Map<String, JsonNode> others(Set<String> known) {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                others.put(member.getKey(), member.getValue());
            }
        });
        return others;
    }

    void wrong(String name, String message) {
        errors.add(new FieldError(at(name), message));
    }

    void wrongHere(String message) {
        errors.add(new FieldError(path, message));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
