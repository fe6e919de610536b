package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The members of a request's JSON object. A null is an absence; what is of the wrong kind is refused. */
record Members(JsonNode object) {

    JsonNode node(String name) {
        JsonNode node = object.path(name);
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    /** The members of an object inside this one; none if it is not there. */
    Members inside(String name) {
        return new Members(node(name));
    }

    Optional<String> text(String name) {
        JsonNode node = node(name);
        check(node.isMissingNode() || node.isTextual(), name, "must be a string");
        return Optional.ofNullable(node.textValue());
    }

    boolean flag(String name) {
        JsonNode node = node(name);
        check(node.isMissingNode() || node.isBoolean(), name, "must be true or false");
        return node.booleanValue();
    }

    OptionalInt count(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return OptionalInt.empty();
        }
        check(node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0, name, "must be above 0");
        return OptionalInt.of(node.intValue());
    }

    /** A number from one to another. */
    void checkRange(String name, double least, double most) {
        JsonNode node = node(name);
        boolean right = node.isNumber() && node.doubleValue() >= least && node.doubleValue() <= most;
        check(node.isMissingNode() || right, name, "must be in range of [" + least + ", " + most + "]");
    }

    OptionalLong whole(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode()) {
            return OptionalLong.empty();
        }
        check(node.isIntegralNumber() && node.canConvertToLong(), name, "must be a whole number");
        return OptionalLong.of(node.longValue());
    }

    /** One text or a list of texts. */
    List<String> texts(String name) {
        JsonNode node = node(name);
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        check(node.isMissingNode() || node.isArray(), name, "must be a list of strings");
        List<String> texts = new ArrayList<>();
        for (JsonNode text : node) {
            check(text.isTextual(), name, "must be a list of strings");
            texts.add(text.textValue());
        }
        return texts;
    }

    /** A list that must be there and hold something, objects only. */
    List<Members> required(String name) {
        JsonNode node = node(name);
        check(node.isArray() && !node.isEmpty(), name, "must be a list with at least one entry");
        return each(name);
    }

    /** The entries of a list that may be missing, objects only. */
    List<Members> each(String name) {
        JsonNode node = node(name);
        check(node.isMissingNode() || node.isArray(), name, "must be a list");
        List<Members> entries = new ArrayList<>();
        for (JsonNode entry : node) {
            check(entry.isObject(), name, "must be a list of objects");
            entries.add(new Members(entry));
        }
        return entries;
    }

    private static void check(boolean right, String name, String message) {
        if (!right) {
            throw GatewayException.invalid(name, message);
        }
    }
}
