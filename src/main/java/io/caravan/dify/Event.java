package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A whole answer of Dify's, or one event of a stream: both have the same members. */
record Event(RoutedRequest routed, JsonNode json) {

    private static final int OK = 200;

    /**
     * The event that this JSON is.
     *
     * @throws GatewayException if it is no event of any kind
     */
    static Event of(RoutedRequest routed, JsonNode json) {
        if (!json.isObject()) {
            throw senseless(routed, "answered something that is no answer");
        }
        return new Event(routed, json);
    }

    /** A failure for an answer that makes no sense. */
    static GatewayException senseless(RoutedRequest routed, String what) {
        return new GatewayException(ErrorCode.BAD_ANSWER, routed.provider().id() + " " + what)
                .at(routed.origin().withStatus(OK));
    }

    /** What kind of event it is, empty if it does not say. */
    String kind() {
        return json.path("event").asText();
    }

    String text(String member) {
        JsonNode text = json.path(member);
        return text.isTextual() ? text.textValue() : "";
    }

    JsonNode data() {
        return json.path("data");
    }

    /** The id of the message that it belongs to, in the older form under another name. */
    Optional<String> messageId() {
        return Optional.of(text("message_id"))
                .filter(id -> !id.isEmpty())
                .or(() -> Optional.of(text("id")).filter(id -> !id.isEmpty()));
    }

    /** The tokens that it tells; an app that counts none tells zeros. */
    Optional<Usage> usage() {
        JsonNode usage = json.path("metadata").path("usage");
        if (!usage.isObject()) {
            return Optional.empty();
        }
        int prompt = usage.path("prompt_tokens").asInt();
        int completion = usage.path("completion_tokens").asInt();
        return Optional.of(
                new Usage(prompt, completion, usage.path("total_tokens").asInt(prompt + completion), 0, 0, 0));
    }

    /** What the models of the app's nodes thought, if it keeps that apart. */
    Optional<String> reasoning() {
        String reasoning = json.path("metadata")
                .path("reasoning")
                .valueStream()
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        return Optional.of(reasoning).filter(text -> !text.isEmpty());
    }

    /** The message's id, made up if there is none, its time, and the model as the caller named it. */
    ChatStream.Head head(InstantSource clock) {
        long created = json.path("created_at").asLong();
        return new ChatStream.Head(
                messageId().orElseGet(() -> "chatcmpl-" + UUID.randomUUID()),
                created > 0 ? created : clock.instant().getEpochSecond(),
                routed.chat().model());
    }
}
