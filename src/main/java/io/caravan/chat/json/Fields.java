package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The members of one JSON object, taken with checks; what is wrong is noted with its path. A null is an absence. */
public final class Fields {

    private static final int MOST_ERRORS = 20;

    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;

    private Fields(JsonNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /**
     * What a body describes.
     *
     * @throws GatewayException that names each wrong member
     */
    public static <T> T read(JsonNode body, Function<Fields, T> reader) {
        if (!body.isObject()) {
            throw GatewayException.invalid("body", "must be a JSON object");
        }
        List<FieldError> errors = new ArrayList<>();
        T described = reader.apply(new Fields(body, "", errors));
        if (!errors.isEmpty()) {
            throw GatewayException.invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
        return described;
    }

    /** The members of an object inside this one; none if it is not there. */
    public Fields inside(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isObject()) {
            wrong(name, "must be an object");
        }
        return new Fields(node, at(name), errors);
    }

    /** The members of each object in a list; none if it is not there. */
    public List<Fields> each(String name) {
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

    /** The object itself, missing if it is not there. */
    public JsonNode object() {
        return object;
    }

    /** Whether a member is there and not null. */
    public boolean has(String name) {
        return !node(name).isMissingNode();
    }

    /** A member of any kind, missing if it is not there. */
    public JsonNode node(String name) {
        JsonNode node = object.path(name);
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    /** A member of any kind. */
    public Optional<JsonNode> any(String name) {
        return Optional.of(node(name)).filter(node -> !node.isMissingNode());
    }

    /** A member that must be there and be text; empty text if it is not. */
    public String required(String name) {
        if (!has(name)) {
            wrong(name, "is required");
            return "";
        }
        return text(name).orElse("");
    }

    /** A member that must be text if it is there. */
    public Optional<String> text(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            wrong(name, "must be a string");
            return Optional.empty();
        }
        return Optional.ofNullable(node.textValue());
    }

    /** A member that must be a list of nothing but text, and of not too much, if it is there. */
    public List<String> texts(String name, int most) {
        JsonNode list = node(name);
        if (list.isMissingNode()) {
            return List.of();
        }
        List<String> texts = list.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        if (!list.isArray() || texts.size() < list.size()) {
            wrong(name, "must be a list of strings");
        } else if (texts.size() > most) {
            wrong(name, "must not have more than " + most + " entries");
        }
        return texts;
    }

    /** A member that must be true or false if it is there. */
    public Optional<Boolean> flag(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            wrong(name, "must be true or false");
            return Optional.empty();
        }
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    /** A member that must be a number within bounds if it is there. */
    public OptionalDouble number(String name, double least, double most) {
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

    /** A member that must be a whole number from 1 on if it is there. */
    public OptionalInt count(String name, int most) {
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

    /** A member that must be a whole number if it is there. */
    public OptionalLong whole(String name) {
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
    public Map<String, JsonNode> others(Set<String> known) {
        Map<String, JsonNode> others = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                others.put(member.getKey(), member.getValue());
            }
        });
        return others;
    }

    /** Notes what is wrong with a member. */
    public void wrong(String name, String message) {
        errors.add(new FieldError(at(name), message));
    }

    /** Notes what is wrong with the object as a whole. */
    public void wrongHere(String message) {
        errors.add(new FieldError(path, message));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
