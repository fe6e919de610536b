package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatResponse;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.JsonText;
import io.caravan.provider.OldFunctions;
import io.caravan.provider.Provider;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.stereotype.Component;

/**
 * The dialect of Anthropic's Messages API.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
@Component("anthropicTransformer")
public final class AnthropicTransformer implements Transformer {

    private static final String PATH = "/v1/messages";
    private static final String VERSION = "2023-06-01";
    private static final String FILES_BETA = "files-api-2025-04-14";

    private final ObjectMapper json;
    private final AnswerHeads heads;
    private final FailureReader failures;

    public AnthropicTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.heads = new AnswerHeads(clock);
        this.failures = new FailureReader(new RetryAfter(clock));
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        RoutedRequest asked = OldFunctions.asTools(routed);
        Plan plan = Plan.of(asked);
        ObjectNode body = RequestBody.of(asked, plan, json);
        SortedSet<String> dropped = DroppedMembers.of(asked.chat(), plan, body);
        return new UpstreamRequest(routed, PATH, headers(routed), JsonText.bytes(json, body), dropped);
    }

    private static Map<String, String> headers(RoutedRequest routed) {
        Map<String, String> headers = credentials(routed.provider());
        if (routed.chat().messages().stream()
                .flatMap(message -> message.content().stream())
                .anyMatch(MediaBlock::isStored)) {
            headers.put("anthropic-beta", FILES_BETA);
        }
        return headers;
    }

    static Map<String, String> credentials(Provider provider) {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        provider.key().ifPresent(key -> headers.put("x-api-key", key));
        return headers;
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        if (body.path("type").asText().equals("error") || body.hasNonNull("error")) {
            throw FailureReader.read(routed, body);
        }
        if (!body.has("content") && !body.has("stop_reason")) {
            throw FailureReader.failure(routed, ErrorCode.BAD_ANSWER, " answered something that is not a message");
        }
        JsonOutput output = Plan.of(OldFunctions.asTools(routed)).output();
        ChatResponse response = ResponseReader.read(body, heads.of(routed, body), output);
        return OldFunctions.answer(routed, response);
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return OldFunctions.answer(routed, new MessageStream(json, OldFunctions.asTools(routed), heads));
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }
}
