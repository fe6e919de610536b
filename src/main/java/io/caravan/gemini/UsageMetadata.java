package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import java.util.Optional;

/** The tokens of an answer, or of a stream so far. */
final class UsageMetadata {

    private UsageMetadata() {}

    /** The tokens that {@code usageMetadata} tells, if it is there. */
    static Optional<Usage> of(JsonNode metadata) {
        if (!metadata.isObject()) {
            return Optional.empty();
        }
        int prompt = count(metadata, "promptTokenCount") + count(metadata, "toolUsePromptTokenCount");
        int candidates = count(metadata, "candidatesTokenCount");
        int thoughts = count(metadata, "thoughtsTokenCount");
        int total = count(metadata, "totalTokenCount");
        int completion = prompt + candidates == total ? candidates : candidates + thoughts;
        return Optional.of(new Usage(
                prompt,
                completion,
                total == 0 ? prompt + completion : total,
                count(metadata, "cachedContentTokenCount"),
                0,
                thoughts));
    }

    private static int count(JsonNode metadata, String name) {
        return metadata.path(name).asInt();
    }
}
