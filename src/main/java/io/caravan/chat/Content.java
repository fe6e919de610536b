package io.caravan.chat;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** One part of what a {@link Message} holds. */
public sealed interface Content {

    /** Plain text; {@code extras} are vendor members such as {@code cache_control}. */
    record Text(String text, Map<String, JsonNode> extras) implements Content {
        public Text {
            requireNonNull(text, "text is null");
            extras = Map.copyOf(extras);
        }

        public Text(String text) {
            this(text, Map.of());
        }
    }

    /** A picture, by data URL or by http(s) URL; {@code detail} is auto, low or high. */
    record Image(String url, Optional<String> detail, Map<String, JsonNode> extras) implements Content {
        public Image {
            requireNonNull(url, "url is null");
            extras = Map.copyOf(extras);
        }
    }

    /** Sound as base64 in a format such as wav or mp3. */
    record Audio(String data, String format) implements Content {
        public Audio {
            requireNonNull(data, "data is null");
            requireNonNull(format, "format is null");
        }
    }

    /** A document, by the provider's file id or as a data URL; {@code extras} as with {@link Text}. */
    record Document(
            Optional<String> fileId, Optional<String> data, Optional<String> filename, Map<String, JsonNode> extras)
            implements Content {
        public Document {
            extras = Map.copyOf(extras);
        }

        public Document(Optional<String> fileId, Optional<String> data, Optional<String> filename) {
            this(fileId, data, filename, Map.of());
        }
    }

    /** The words in which a model refused an earlier turn. */
    record Refusal(String refusal) implements Content {
        public Refusal {
            requireNonNull(refusal, "refusal is null");
        }
    }

    /** A part of a kind that Caravan does not know; it reaches OpenAI-compatible providers unchanged. */
    record Unknown(String type, JsonNode raw) implements Content {
        public Unknown {
            requireNonNull(type, "type is null");
            requireNonNull(raw, "raw is null");
        }
    }
}
