package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.provider.RoutedRequest;
import java.time.InstantSource;
import java.util.UUID;

/** Id, time and model of an answer, of which Cohere tells the id alone. */
final class AnswerHead {

    private AnswerHead() {}

    static Head of(RoutedRequest routed, JsonNode answer, InstantSource clock) {
        return withId(
                new Head("chatcmpl-" + UUID.randomUUID(), clock.instant().getEpochSecond(), routed.model()), answer);
    }

    /** The same head with the id that the answer tells, if it does. */
    static Head withId(Head head, JsonNode answer) {
        String id = answer.path("id").asText("");
        return id.isBlank() ? head : new Head(id, head.created(), head.model());
    }
}
