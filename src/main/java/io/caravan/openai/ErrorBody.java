package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;

/**
 * What an error answer says, whatever its shape: {@code error} as an object or a text, the same members without
 * it, MiniMax's {@code base_resp}, a bare text, or a list with any of them. What it does not say is empty.
 */
record ErrorBody(String code, String type, String message) {

    private static final ErrorBody SILENT = new ErrorBody("", "", "");
    private static final List<String> CODES = List.of("code", "error_code", "status_code");
    private static final List<String> MESSAGES =
            List.of("message", "error_msg", "status_msg", "msg", "detail", "error_description");

    static ErrorBody of(JsonNode body) {
        if (body.isTextual()) {
            return new ErrorBody("", "", body.textValue());
        }
        if (body.isArray()) {
            return of(body.path(0));
        }
        if (!body.isObject()) {
            return SILENT;
        }
        JsonNode error = body.path("error");
        if (error.isObject()) {
            return flat(error);
        }
        if (error.isTextual()) {
            return named(error.textValue(), flat(body));
        }
        return flat(body.path("base_resp").isObject() ? body.get("base_resp") : body);
    }

    /** Whether a body that came with a success is an error nevertheless. */
    static boolean within(JsonNode body) {
        if (!body.isObject()) {
            return body.isTextual();
        }
        JsonNode error = body.path("error");
        boolean told =
                error.isObject() || (error.isTextual() && !error.textValue().isEmpty());
        boolean failed = body.path("base_resp").path("status_code").asInt() != 0;
        return told || failed || (!body.path("choices").isArray() && flat(body).says());
    }

    private boolean says() {
        return !code.isEmpty() || !message.isEmpty();
    }

    /** The text is the message itself, or the name of an error with its message beside it. */
    private static ErrorBody named(String error, ErrorBody beside) {
        return beside.message().isEmpty()
                ? new ErrorBody(beside.code(), beside.type(), error)
                : new ErrorBody(beside.code().isEmpty() ? error : beside.code(), beside.type(), beside.message());
    }

    private static ErrorBody flat(JsonNode error) {
        return new ErrorBody(first(error, CODES), text(error.path("type")), first(error, MESSAGES));
    }

    private static String first(JsonNode error, List<String> names) {
        for (String name : names) {
            String text = text(error.path(name));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** The text of a value; of a list of complaints, as validators give it, what each of them says. */
    private static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.isNull() ? "" : value.asText();
        }
        if (value.isObject()) {
            String inner = first(value, MESSAGES);
            return inner.isEmpty() ? value.toString() : inner;
        }
        StringJoiner texts = new StringJoiner("; ");
        value.forEach(item -> texts.add(text(item)));
        return texts.toString();
    }
}
