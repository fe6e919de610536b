package io.caravan.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFamilyTest {

    @ParameterizedTest
    @CsvSource({
        "claude-2.1,                    PLAIN,           4096",
        "claude-instant-1.2,            PLAIN,           4096",
        "claude-3-opus,                 PLAIN,           4096",
        "claude-3-opus-20240229,        PLAIN,           4096",
        "claude-3-haiku-20240307,       PLAIN,           4096",
        "claude-3-sonnet-20240229,      PLAIN,           4096",
        "claude-3-5-haiku-20241022,     PLAIN,           8192",
        "claude-3-5-sonnet-latest,      PLAIN,           8192",
        "claude-3-7-sonnet-20250219,    BUDGETED,        64000",
        "claude-sonnet-4,               BUDGETED,        64000",
        "claude-sonnet-4-0,             BUDGETED,        64000",
        "claude-sonnet-4-20250514,      BUDGETED,        64000",
        "claude-4-sonnet-20250514,      BUDGETED,        64000",
        "claude-opus-4,                 BUDGETED,        32000",
        "claude-opus-4-20250514,        BUDGETED,        32000",
        "claude-opus-4-1-20250805,      STRUCTURED,      32000",
        "claude-sonnet-4-5-20250929,    STRUCTURED,      64000",
        "claude-haiku-4-5-20251001,     STRUCTURED,      64000",
        "claude-opus-4-5-20251101,      STRUCTURED,      64000",
        "claude-sonnet-4-6,             ADAPTIVE,        128000",
        "claude-opus-4-6,               ADAPTIVE,        128000",
        "claude-opus-4-7,               UNSAMPLED,       128000",
        "claude-opus-4-8,               UNSAMPLED,       128000",
        "claude-sonnet-5,               THINKING,        128000",
        "claude-opus-5,                 THINKING,        128000",
        "claude-opus-5-20260724,        THINKING,        128000",
        "claude-fable-5,                ALWAYS_THINKING, 128000",
        "claude-sonnet-7,               ALWAYS_THINKING, 128000",
        "us.anthropic.claude-opus-4-6-v1, ADAPTIVE,      128000",
        "Claude-3-5-Sonnet-Latest,      PLAIN,           8192",
        "US.Anthropic.Claude-Opus-4-6,   ADAPTIVE,       128000",
        "some-other-model,              BUDGETED,        2147483647"
    })
    void model_ofAnyName_hasFamily(String model, Generation generation, int maxOutput) {
        ModelFamily family = ModelFamily.of(model);

        assertThat(family.generation()).isEqualTo(generation);
        assertThat(family.maxOutput()).isEqualTo(maxOutput);
    }
}
