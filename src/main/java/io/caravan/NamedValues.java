package io.caravan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.provider.Clauses;
import io.caravan.settings.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Settings whose names are the operator's: each a property below another, or all of them one variable, in which they are
 * a JSON object or a list such as {@code a=b, c=d}. Properties win.
 */
final class NamedValues {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final NamedProperties properties;
    private final Variables variables;

    NamedValues(NamedProperties properties, Variables variables) {
        this.properties = properties;
        this.variables = variables;
    }

    /**
     * What the reader makes of the values.
     *
     * @throws IllegalArgumentException that names the setting, if they make no sense
     */
    <T> T read(String property, String variable, Function<Map<String, String>, T> reader) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            variables.first(List.of(variable)).ifPresent(text -> values.putAll(parsed(text)));
            values.putAll(properties.below(property));
            return reader.apply(values);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(property + " or " + variable + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, String> parsed(String text) {
        return text.startsWith("{") ? object(text) : Clauses.pairs(text);
    }

    private static Map<String, String> object(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        tree(text)
                .properties()
                .forEach(member -> values.put(member.getKey(), value(member.getKey(), member.getValue())));
        return values;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the JSON is broken: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static String value(String name, JsonNode value) {
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException("the value of \"" + name + "\" is neither a text nor a number");
        }
        return value.asText().strip();
    }
}
