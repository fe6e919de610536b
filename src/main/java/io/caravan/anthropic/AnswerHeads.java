package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.provider.RoutedRequest;
import java.time.InstantSource;
import java.util.UUID;

/** Gives answers their id, time and model: the provider's, as far as it tells them. */
record AnswerHeads(InstantSource clock) {

    /** The head of an answer, from a message or from nothing. */
    Head of(RoutedRequest routed, JsonNode message) {
        String id = message.path("id").asText("");
        return new Head(
                id.isEmpty() ? "msg_" + UUID.randomUUID() : id,
                clock.instant().getEpochSecond(),
                message.path("model").asText(routed.model()));
    }
}
