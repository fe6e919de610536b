package io.caravan.openai;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The token counts of an answer, under the names that the family uses for them. */
final class UsageBody {

    private static final List<JsonPointer> CACHED =
            places("/prompt_tokens_details/cached_tokens", "/prompt_cache_hit_tokens", "/cached_tokens");
    private static final List<JsonPointer> CACHE_WRITE = places(
            "/prompt_tokens_details/cache_write_tokens",
            "/prompt_tokens_details/cache_creation_input_tokens",
            "/cache_creation_input_tokens");
    private static final JsonPointer CACHE_WRITE_HOUR =
            JsonPointer.compile("/prompt_tokens_details/cache_creation_token_details/ephemeral_1h_input_tokens");
    private static final List<JsonPointer> REASONING =
            places("/completion_tokens_details/reasoning_tokens", "/reasoning_tokens");

    private UsageBody() {}

    /** The counts; a completion that leaves out its reasoning, as xAI's does, gets it added. */
    static Optional<Usage> of(JsonNode usage) {
        if (!usage.isObject() || usage.isEmpty()) {
            return Optional.empty();
        }
        int prompt = usage.path("prompt_tokens").asInt();
        int completion = usage.path("completion_tokens").asInt();
        int total = usage.path("total_tokens").asInt(prompt + completion);
        int reasoning = first(usage, REASONING);
        boolean apart = total == prompt + completion + reasoning;
        return Optional.of(new Usage(
                prompt,
                apart ? completion + reasoning : completion,
                total,
                first(usage, CACHED),
                first(usage, CACHE_WRITE),
                usage.at(CACHE_WRITE_HOUR).asInt(),
                reasoning));
    }

    private static int first(JsonNode usage, List<JsonPointer> places) {
        for (JsonPointer place : places) {
            int tokens = usage.at(place).asInt();
            if (tokens > 0) {
                return tokens;
            }
        }
        return 0;
    }

    private static List<JsonPointer> places(String... pointers) {
        return Stream.of(pointers).map(JsonPointer::compile).toList();
    }
}
