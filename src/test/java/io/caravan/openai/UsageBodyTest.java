package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.Usage;
import io.caravan.provider.Clauses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageBodyTest {

    /** Prompt, completion, total, cached, cache writes, reasoning. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        openai | {"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}} | 9,5,14,4,2,3
        deepseek | {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_cache_hit_tokens":6,"prompt_cache_miss_tokens":4} | 10,5,15,6,0,0
        qwen | {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":1,"cache_creation_input_tokens":2}} | 10,5,15,1,2,0
        moonshot | {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cached_tokens":3} | 10,5,15,3,0,0
        xai | {"prompt_tokens":12,"completion_tokens":1,"total_tokens":303,"completion_tokens_details":{"reasoning_tokens":290}} | 12,291,303,0,0,290
        no total | {"prompt_tokens":1,"completion_tokens":2} | 1,2,3,0,0,0
        nulls | {"prompt_tokens":1,"completion_tokens":2,"total_tokens":null,"prompt_tokens_details":null} | 1,2,3,0,0,0
        reasoning alone | {"prompt_tokens":1,"completion_tokens":9,"total_tokens":10,"reasoning_tokens":4} | 1,9,10,0,0,4
        """)
    void usage_ofEachForm_isCounted(String form, String usage, String counts) {
        int[] expected = Clauses.divided(counts, ",").stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        assertThat(UsageBody.of(Wire.json(usage)))
                .contains(new Usage(expected[0], expected[1], expected[2], expected[3], expected[4], expected[5]));
    }

    @Test
    void cacheWrites_keptForAnHour_areCountedApart() {
        assertThat(UsageBody.of(Wire.json("""
            {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":1,
             "cache_write_tokens":7,"cache_creation_token_details":{"ephemeral_1h_input_tokens":3}}}\
            """))).contains(new Usage(10, 5, 15, 1, 7, 3, 0));
    }

    @ParameterizedTest
    @CsvSource({"null", "{}", "[]", "7"})
    void usage_thatTellsNothing_isNone(String usage) {
        assertThat(UsageBody.of(Wire.json(usage))).isEqualTo(Optional.empty());
    }

    @Test
    void usageOnEveryChunk_isTheLast() {
        assertThat(heard("silicon", """
            data: {"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}

            data: {"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}

            data: [DONE]

            """)).contains(Usage.of(1, 2));
    }

    @Test
    void usageOfGroq_isInAMemberOfItsOwn() {
        assertThat(heard("groq", """
            data: {"choices":[{"delta":{"content":"a"}}],"x_groq":{"id":"req_1"}}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":3,"completion_tokens":1}}}

            """)).contains(Usage.of(3, 1));
    }

    @Test
    void usageInsideTheChoice_counts() {
        assertThat(heard("moonshot", """
            data: {"choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":3,"completion_tokens":1}}]}

            """)).contains(Usage.of(3, 1));
    }

    private static Optional<Usage> heard(String provider, String events) {
        Wire wire = Wire.to(provider);
        return new Listener(wire.transformer().stream(wire.routed())).hear(events).usage;
    }
}
