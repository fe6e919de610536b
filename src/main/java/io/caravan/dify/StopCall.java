package io.caravan.dify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stops an app that works on an answer: closing its stream does not.
 *
 * @see <a href="https://docs.dify.ai/en/api-reference/chat-messages/stop-chat-message-generation">Stop generation</a>
 */
final class StopCall {

    /** Anything else could lead to another path. */
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private final RoutedRequest routed;
    private String task = "";

    StopCall(RoutedRequest routed) {
        this.routed = routed;
    }

    /** Keeps the task's id, which every event tells. */
    void learn(Event event) {
        if (task.isEmpty()) {
            String id = event.text("task_id");
            task = id.chars().allMatch(c -> PLAIN.indexOf(c) >= 0) ? id : "";
        }
    }

    /** The request to send, once the task is known. */
    Optional<UpstreamRequest> request(ObjectMapper json) {
        if (task.isEmpty()) {
            return Optional.empty();
        }
        String body = json.createObjectNode()
                .put("user", RequestBody.user(routed.chat()))
                .toString();
        return Optional.of(new UpstreamRequest(
                routed,
                "/chat-messages/" + task + "/stop",
                DifyTransformer.credentials(routed.provider()),
                body.getBytes(StandardCharsets.UTF_8)));
    }
}
