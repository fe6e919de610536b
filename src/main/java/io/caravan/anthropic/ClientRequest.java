package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Sampling;
import io.caravan.chat.Tools;
import io.caravan.chat.Wishes;
import io.caravan.chat.json.Fields;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what a client asks in Anthropic's words.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
final class ClientRequest {

    /** The wish for an answer that is JSON in the input of a tool. */
    static final String JSON_MODE = "jsonMode";

    private static final int MOST_STOPS = 16;

    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "system",
            "max_tokens",
            "stop_sequences",
            "stream",
            "temperature",
            "top_p",
            "metadata",
            "tools",
            "tool_choice",
            JSON_MODE);

    /** Words that say more exactly what an effort and a form of the answer say too. */
    private static final Set<String> EXACT = Set.of(Thinking.OWN_MEMBER, Thinking.OUTPUT);

    /** Words inside of messages and tools, beside the {@link OwnMembers}. */
    private static final Set<String> INNER = Set.of("cache_control", "is_error");

    private final Fields fields;
    private final ClientThinking thinking;

    private ClientRequest(Fields fields) {
        this.fields = fields;
        this.thinking = ClientThinking.of(fields);
    }

    /** A request as the service documents it. */
    static ChatRequest read(Fields fields) {
        if (!fields.has("max_tokens")) {
            fields.wrong("max_tokens", "is required");
        }
        return readToCount(fields);
    }

    /** A request that is not to be answered, and so need not limit the answer. */
    static ChatRequest readToCount(Fields fields) {
        ClientRequest request = new ClientRequest(fields);
        return request.chat(request.format(), Set.of(), OptionalInt.empty());
    }

    /**
     * A request of an older client's, which may leave {@code max_tokens} to the gateway and ask for JSON in a way of
     * its own.
     */
    static ChatRequest readOlder(Fields fields, int maxTokens) {
        ClientRequest request = new ClientRequest(fields);
        boolean jsonMode = fields.flag(JSON_MODE).orElse(false) && !fields.has("tools") && !fields.has("tool_choice");
        Optional<ResponseFormat> format = request.format();
        if (!jsonMode) {
            return request.chat(format, Set.of(), OptionalInt.of(maxTokens));
        }
        return request.chat(
                format.or(() -> Optional.of(new ResponseFormat.JsonObject())),
                Set.of(JSON_MODE),
                OptionalInt.of(maxTokens));
    }

    private ChatRequest chat(Optional<ResponseFormat> format, Set<String> form, OptionalInt defaultMaxTokens) {
        OptionalInt maxTokens = fields.count("max_tokens", Integer.MAX_VALUE);
        Map<String, JsonNode> extras = ClientContent.others(fields, KNOWN);
        return new ChatRequest(
                model(),
                ClientMessages.read(fields),
                new Wishes(
                        sampling(),
                        new OutputLimit(maxTokens.isPresent() ? maxTokens : defaultMaxTokens, OptionalInt.empty()),
                        format,
                        thinking.effort()),
                tools(),
                fields.flag("stream").orElse(false),
                Map.of(),
                fields.inside("metadata").text("user_id"),
                extras,
                natives(extras.keySet(), form));
    }

    private String model() {
        String model = fields.required("model").strip();
        if (model.isEmpty() && fields.node("model").isTextual()) {
            fields.wrong("model", "must not be empty");
        }
        return model;
    }

    private static NativeWords natives(Set<String> extras, Set<String> form) {
        Set<String> restated = new HashSet<>(EXACT);
        restated.retainAll(extras);
        Set<String> others = new HashSet<>(extras);
        others.removeAll(restated);
        others.addAll(INNER);
        others.addAll(OwnMembers.NAMES);
        return new NativeWords(restated, others, form);
    }

    private Sampling sampling() {
        return new Sampling(
                fields.number("temperature", 0, 1),
                fields.number("top_p", 0, 1),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                fields.texts("stop_sequences", MOST_STOPS));
    }

    private Tools tools() {
        return fields.has("tools") || fields.has("tool_choice") ? ClientTools.read(fields) : Tools.NONE;
    }

    private Optional<ResponseFormat> format() {
        Fields format = fields.inside(Thinking.OUTPUT).inside("format");
        if (!format.object().isObject()) {
            return Optional.empty();
        }
        if (!format.required("type").equals("json_schema")) {
            format.wrong("type", "must be json_schema");
        }
        if (!format.has("schema")) {
            format.wrong("schema", "is required");
        }
        JsonNode schema = format.inside("schema").object();
        return Optional.of(new ResponseFormat.JsonSchema("answer", Optional.empty(), schema, Optional.of(true)));
    }
}
