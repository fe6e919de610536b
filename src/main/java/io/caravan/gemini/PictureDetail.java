package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How closely pictures are to be looked at, which Gemini is told for all of them at once. */
enum PictureDetail {
    LOW,
    HIGH;

    /** The highest detail that is asked for, if one is. */
    static Optional<PictureDetail> of(List<Message> messages) {
        Set<String> words = messages.stream()
                .flatMap(message -> message.content().stream())
                .filter(Content.Image.class::isInstance)
                .flatMap(part -> ((Content.Image) part).detail().stream())
                .collect(Collectors.toSet());
        if (words.contains("high")) {
            return Optional.of(HIGH);
        }
        return words.contains("low") ? Optional.of(LOW) : Optional.empty();
    }

    /** Gemini's word for it. */
    JsonNode resolution() {
        return TextNode.valueOf("MEDIA_RESOLUTION_" + name());
    }
}
