package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.error.GatewayException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members of a request for a caller who has not set them. Those that tell how much to think go together: whoever has
 * set one of them gets none.
 *
 * @param all a request that has nothing but them
 * @param others the same without those about thinking
 */
record DefaultMembers(ChatRequest all, ChatRequest others) {

    private static final List<String> IMPOSSIBLE =
            List.of("messages", "model", "stream", "stream_options", "tool_choice", "tools");
    private static final Set<String> THINKING = Set.of(
            "chat_template_kwargs",
            "enable_thinking",
            "reasoning",
            "reasoning_effort",
            "thinking",
            "thinkingConfig",
            "thinking_budget",
            "thinking_config");

    /**
     * The members that a text such as {@code reasoning_effort=low, temperature=0.3} names.
     *
     * @throws IllegalArgumentException if one of them cannot be set so, or not to that
     */
    static DefaultMembers of(String text) {
        ObjectNode members = Clauses.members(text);
        for (String name : IMPOSSIBLE) {
            if (members.has(name)) {
                throw new IllegalArgumentException(name + " is the caller's to set");
            }
        }
        return new DefaultMembers(request(members), request(members.deepCopy().without(THINKING)));
    }

    private static ChatRequest request(ObjectNode members) {
        ObjectNode request = members.deepCopy().put("model", "none");
        request.putArray("messages").addObject().put("role", "user").put("content", "");
        try {
            return ChatRequestReader.read(request);
        } catch (GatewayException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    /** The request with them, as far as its caller has not set them. */
    ChatRequest addTo(ChatRequest request) {
        boolean thoughtOf = request.reasoningEffort().isPresent()
                || !Collections.disjoint(request.extras().keySet(), THINKING);
        ChatRequest defaults = thoughtOf ? others : all;
        Map<String, JsonNode> extras = new HashMap<>(defaults.extras());
        extras.putAll(request.extras());
        return request.withWishes(request.wishes().or(defaults.wishes()))
                .withUser(request.user().or(defaults::user))
                .withExtras(extras);
    }
}
