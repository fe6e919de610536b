package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @Test
    void name_withoutParts_setsNothing() {
        assertThat(read("echo", "{}")).isEqualTo(new Settings(Settings.Act.ECHO, Map.of()));
        assertThat(SettingsReader.read("lorem", MissingNode.getInstance()))
                .isEqualTo(new Settings(Settings.Act.LOREM, Map.of()));
    }

    @Test
    void name_withParts_setsThem() {
        assertThat(read("lorem-n200-t500-r40-s7", "{}").values())
                .containsOnly(
                        Map.entry(Setting.TOKENS, 200),
                        Map.entry(Setting.FIRST_TOKEN, 500),
                        Map.entry(Setting.RATE, 40),
                        Map.entry(Setting.SEED, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "think, THINK, 24",
        "think3, THINK, 3",
        "utf8, SPLIT, 1",
        "slow2000, SLOW, 2000",
        "s9, SEED, 9",
        "stall5, STALL, 5",
        "cut0, CUT, 0",
        "end7, END, 7",
        "err3, ERROR, 3",
        "bad3, MALFORMED, 3",
        "e429, STATUS, 429",
        "html502, HTML, 502",
        "retry30, RETRY, 30"
    })
    void part_ofAnyKind_isRead(String part, Setting setting, int value) {
        assertThat(read("echo-" + part, "{}").values()).containsOnly(Map.entry(setting, value));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 'gpt-4o' is not known",
        "'', '' is not known",
        "lorem-x9, 'x9' is not known",
        "lorem-n5x, 'n5x' is not known",
        "lorem-, '' is not known",
        "lorem--n5, '' is not known",
        "lorem-n, the number after 'n' must be a whole number from 0 to 100000",
        "lorem-n100001, the number after 'n' must be",
        "lorem-n99999999999999999999, the number after 'n' must be",
        "lorem-e200, the number after 'e' must be a whole number from 400 to 599",
        "lorem-n5-n6, 'n' stands there twice",
        "lorem-cut5-e500, cut and e exclude each other"
    })
    void name_thatIsWrong_isRefused(String model, String message) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read(model, "{}"))
                .withMessageContaining(message)
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.VALIDATION);
                    assertThat(failure.fields()).extracting(FieldError::path).containsExactly("model");
                });
    }

    @Test
    void member_besideName_wins() {
        Settings settings = read("lorem-n5-s1-think", "{\"tokens\": 7, \"seed\": null, \"think\": false}");
        assertThat(settings.values())
                .containsOnly(Map.entry(Setting.TOKENS, 7), Map.entry(Setting.SEED, 1), Map.entry(Setting.THINK, 0));
    }

    @Test
    void member_withFault_replacesThatOfName() {
        Settings settings = read("lorem-cut5-n9", "{\"status\": 503, \"split_utf8\": true}");
        assertThat(settings.values())
                .containsOnly(
                        Map.entry(Setting.TOKENS, 9), Map.entry(Setting.STATUS, 503), Map.entry(Setting.SPLIT, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]                            | simulator           | must be an object",
                "{\"speed\": 5}                 | simulator.speed     | is not known",
                "{\"tokens\": \"5\"}            | simulator.tokens    | must be a whole number from 0 to 100000",
                "{\"tokens\": 1.5}              | simulator.tokens    | must be a whole number",
                "{\"tokens\": 99999999999}      | simulator.tokens    | must be a whole number",
                "{\"tokens\": true}             | simulator.tokens    | must be a whole number",
                "{\"first_token_ms\": -1}       | simulator.first_token_ms | must be a whole number from 0",
                "{\"cut_after\":1,\"status\":500} | simulator | cut_after and status exclude each other"
            })
    void member_thatIsWrong_isRefused(String member, String path, String message) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read("lorem", member))
                .withMessageContaining(message)
                .satisfies(failure -> assertThat(failure.fields())
                        .extracting(FieldError::path)
                        .containsExactly(path));
    }

    @Test
    void member_withSeveralWrongs_namesAll() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> read("lorem", "{\"tokens\": -1, \"what\": 1}"))
                .satisfies(failure -> assertThat(failure.fields()).hasSize(2));
    }

    @Test
    void anyName_thatIsNoSimulatedModels_standsForLorem() {
        assertThat(SettingsReader.readAny("gpt-4o-mini", TestStage.json("{\"tokens\": 3}")))
                .isEqualTo(new Settings(Settings.Act.LOREM, Map.of(Setting.TOKENS, 3)));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> SettingsReader.readAny("lorem-what", MissingNode.getInstance()));
    }

    @Test
    void simulatedName_behindAnother_isTheOneThatCounts() {
        assertThat(SettingsReader.readAny("gemini-3-echo-n3", MissingNode.getInstance()))
                .isEqualTo(new Settings(Settings.Act.ECHO, Map.of(Setting.TOKENS, 3)));
        assertThat(SettingsReader.readAny("gpt-echoes", MissingNode.getInstance()))
                .isEqualTo(new Settings(Settings.Act.LOREM, Map.of()));
    }

    @Test
    void pace_ofStream_isVisibleUnlessSet() {
        assertThat(read("lorem", "{}").pace(true)).isEqualTo(new Pace(0, 40));
        assertThat(read("lorem", "{}").pace(false)).isEqualTo(new Pace(0, 0));
        assertThat(read("lorem-r0-t500", "{}").pace(true)).isEqualTo(new Pace(500_000_000, 0));
        assertThat(read("lorem-r10", "{}").pace(false)).isEqualTo(new Pace(0, 10));
    }

    @Test
    void refusal_of429_asksToWait() {
        assertThat(read("lorem-e429", "{}").refusal()).contains(new Refusal(429, false, OptionalInt.of(2)));
        assertThat(read("lorem-e429-retry30", "{}").refusal()).contains(new Refusal(429, false, OptionalInt.of(30)));
        assertThat(read("lorem-e503", "{}").refusal()).contains(new Refusal(503, false, OptionalInt.empty()));
        assertThat(read("lorem-html502", "{}").refusal()).contains(new Refusal(502, true, OptionalInt.empty()));
        assertThat(read("lorem-cut1", "{}").refusal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cut5, CUT", "end5, END", "stall5, STALL", "err5, ERROR", "bad5, MALFORMED"})
    void mishap_ofEachKind_isKnown(String part, Mishap.Kind kind) {
        assertThat(read("lorem-" + part, "{}").mishap()).isEqualTo(Optional.of(new Mishap(kind, 5)));
    }

    @Test
    void slow_andSplit_areOffUnlessSet() {
        assertThat(read("lorem", "{}").slow()).isZero();
        assertThat(read("lorem", "{}").splits()).isFalse();
        assertThat(read("lorem-slow20-utf8", "{}").slow()).isEqualTo(Duration.ofMillis(20));
        assertThat(read("lorem-slow20-utf8", "{}").splits()).isTrue();
        assertThat(read("lorem", "{}").mishap()).isEmpty();
    }

    private static Settings read(String model, String member) {
        return SettingsReader.read(model, TestStage.json(member));
    }
}
