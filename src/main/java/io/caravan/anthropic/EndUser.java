package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a request is made for.
 *
 * @param member the caller's member that tells it
 */
record EndUser(String id, String member) {

    /** Anthropic asks not to be sent what identifies a person. */
    private static final Pattern PERSONAL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+|\\+?[\\d\\s().-]{7,}");

    /** Longer ones are no one's address or number, and would take long to be told from one. */
    private static final int LONGEST_PERSONAL = 320;

    /** The first that is told and tells nothing personal: in either of OpenAI's members or in Anthropic's own. */
    static Optional<EndUser> of(ChatRequest chat) {
        return Stream.of(
                        new EndUser(chat.user().orElse(""), "user"),
                        new EndUser(extra(chat, "metadata").path("user_id").asText(""), "metadata"),
                        new EndUser(extra(chat, "safety_identifier").asText(""), "safety_identifier"))
                .filter(EndUser::tellable)
                .findFirst();
    }

    private boolean tellable() {
        return !id.isBlank() && !personal(id.strip());
    }

    private static boolean personal(String id) {
        return id.length() <= LONGEST_PERSONAL && PERSONAL.matcher(id).matches();
    }

    private static JsonNode extra(ChatRequest chat, String name) {
        JsonNode extra = chat.extras().get(name);
        return extra == null ? MissingNode.getInstance() : extra;
    }
}
