package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.client.ClientTransformer;
import io.caravan.client.EventForm;
import org.springframework.stereotype.Component;

/**
 * The clients' side of Gemini's {@code generateContent}: what its clients ask, and how they are answered.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Generating content</a>
 */
@Component("geminiClientTransformer")
public final class GeminiClientTransformer implements ClientTransformer {

    private final ObjectMapper json;

    public GeminiClientTransformer(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What a client asks.
     *
     * @param call what follows {@code models/} in the path: the model and the method
     * @param query of the address, which tells the form of a stream
     * @throws io.caravan.error.GatewayException that names each wrong member, or if there is no such method
     */
    public ChatRequest request(JsonNode body, String call, String query) {
        return ClientRequest.read(body, ClientCall.of(call, query));
    }

    /**
     * What an older client asks, which names the model in the body.
     *
     * @throws io.caravan.error.GatewayException that names each wrong member
     */
    public ChatRequest olderRequest(JsonNode body) {
        return ClientRequest.read(body, ClientCall.inBody(body.path("stream").asBoolean()));
    }

    /**
     * What a client would ask, and now wants to have counted.
     *
     * @param call what follows {@code models/} in the path
     * @see <a href="https://ai.google.dev/api/tokens">Counting tokens</a>
     * @throws io.caravan.error.GatewayException that names each wrong member
     */
    public ChatRequest requestToCount(JsonNode body, String call) {
        return ClientRequest.readToCount(body, ClientCall.of(call, ""));
    }

    /** How many tokens that are. */
    public JsonNode tokens(int count) {
        return json.createObjectNode().put("totalTokens", count);
    }

    @Override
    public JsonNode response(ChatRequest request, ChatResponse response) {
        return new ClientAnswer(json).of(response);
    }

    @Override
    public EventForm events(ChatRequest request, ChatStream.Head head) {
        return new ClientEvents(head, request.natives().form().contains(ClientRequest.SSE), json);
    }
}
