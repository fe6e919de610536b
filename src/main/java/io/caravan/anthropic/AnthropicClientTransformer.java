package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.json.Fields;
import io.caravan.client.ClientTransformer;
import io.caravan.client.EventForm;
import org.springframework.stereotype.Component;

/**
 * The clients' side of Anthropic's Messages API: what its clients ask, and how they are answered.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Messages</a>
 */
@Component("anthropicClientTransformer")
public final class AnthropicClientTransformer implements ClientTransformer {

    private static final int OLDER_MAX_TOKENS = 4096;

    private final ObjectMapper json;

    public AnthropicClientTransformer(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What a client asks.
     *
     * @throws io.caravan.error.GatewayException that names each wrong member
     */
    public ChatRequest request(JsonNode body) {
        return Fields.read(body, ClientRequest::read);
    }

    /**
     * What an older client asks, which need not say {@code max_tokens} and may say {@code jsonMode}.
     *
     * @throws io.caravan.error.GatewayException that names each wrong member
     */
    public ChatRequest olderRequest(JsonNode body) {
        return Fields.read(body, fields -> ClientRequest.readOlder(fields, OLDER_MAX_TOKENS));
    }

    /**
     * What a client would ask, and now wants to have counted.
     *
     * @see <a href="https://platform.claude.com/docs/en/api/messages-count-tokens">Count tokens in a message</a>
     * @throws io.caravan.error.GatewayException that names each wrong member
     */
    public ChatRequest requestToCount(JsonNode body) {
        return Fields.read(body, ClientRequest::readToCount);
    }

    /** How many tokens that are. */
    public JsonNode tokens(int count) {
        return json.createObjectNode().put("input_tokens", count);
    }

    @Override
    public JsonNode response(ChatRequest request, ChatResponse response) {
        return new ClientAnswer(json, asTool(request)).of(response);
    }

    @Override
    public EventForm events(ChatRequest request, ChatStream.Head head) {
        return new ClientEvents(head, asTool(request), json);
    }

    /** Whether the answer is JSON that is wanted as the input of a tool. */
    private static boolean asTool(ChatRequest request) {
        return request.natives().form().contains(ClientRequest.JSON_MODE);
    }
}
