package io.caravan.chat.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.NativeWords;
import io.caravan.chat.OutputLimit;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.Sampling;
import io.caravan.chat.Wishes;
import io.caravan.error.GatewayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link ChatRequest} from JSON and tells everything that is wrong with it at once. */
public final class ChatRequestReader {

    private static final int MOST_STOPS = 16;
    private static final int MOST_CHOICES = 128;
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "temperature",
            "top_p",
            "n",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "json_mode",
            "json_schema",
            "reasoning_effort",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "stream",
            "stream_options",
            "user");

    private ChatRequestReader() {}

    /**
     * The request that a body describes.
     *
     * @throws GatewayException that names each wrong member
     */
    public static ChatRequest read(JsonNode body) {
        return Fields.read(body, ChatRequestReader::request);
    }

    private static ChatRequest request(Fields fields) {
        String model = fields.required("model").strip();
        if (model.isEmpty() && fields.node("model").isTextual()) {
            fields.wrong("model", "must not be empty");
        }
        return new ChatRequest(
                model,
                MessageReader.messages(fields),
                wishes(fields),
                ToolsReader.tools(fields),
                fields.flag("stream").orElse(false),
                streamOptions(fields),
                fields.text("user"),
                fields.others(KNOWN),
                NativeWords.NONE);
    }

    private static Wishes wishes(Fields fields) {
        return new Wishes(
                sampling(fields),
                new OutputLimit(
                        fields.count("max_tokens", Integer.MAX_VALUE),
                        fields.count("max_completion_tokens", Integer.MAX_VALUE)),
                ResponseFormatReader.read(fields),
                effort(fields));
    }

    private static Sampling sampling(Fields fields) {
        return new Sampling(
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                fields.count("n", MOST_CHOICES),
                fields.whole("seed"),
                fields.number("presence_penalty", -2, 2),
                fields.number("frequency_penalty", -2, 2),
                stops(fields));
    }

    private static List<String> stops(Fields fields) {
        JsonNode stop = fields.node("stop");
        if (stop.isMissingNode() || stop.isArray()) {
            return fields.texts("stop", MOST_STOPS);
        }
        if (!stop.isTextual()) {
            fields.wrong("stop", "must be a string or a list of strings");
        }
        return List.of(stop.asText());
    }

    private static Optional<ReasoningEffort> effort(Fields fields) {
        Optional<String> word = fields.text("reasoning_effort");
        Optional<ReasoningEffort> effort = word.flatMap(ReasoningEffort::of);
        if (word.isPresent() && effort.isEmpty()) {
            fields.wrong("reasoning_effort", "must be one of none, minimal, low, medium, high, xhigh, max");
        }
        return effort;
    }

    private static Map<String, JsonNode> streamOptions(Fields fields) {
        Fields options = fields.inside("stream_options");
        options.flag("include_usage");
        Map<String, JsonNode> members = new LinkedHashMap<>();
        options.object().properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
