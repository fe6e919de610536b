package io.caravan.anthropic;

import static io.caravan.anthropic.Fixture.json;
import static io.caravan.anthropic.Fixture.routed;
import static io.caravan.anthropic.Fixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    /** What is sent besides the model and the message. */
    private static JsonNode members(String model, String asked) {
        ObjectNode body = (ObjectNode) sent(routed(model, asked));
        return body.without(List.of("model", "messages"));
    }

    @Test
    void request_withEverythingThatHasACounterpart_isTransformed() {
        assertThat(sent(routed("""
            {"model": "anthropic/claude-sonnet-4-5",
             "messages": [{"role": "system", "content": "You are helpful"}, {"role": "user", "content": "Hello"}],
             "temperature": 0.7, "max_tokens": 1000, "stop": ["END", "STOP"], "user": "u-7", "top_k": 40,
             "service_tier": "auto", "stream": true}
            """))).isEqualTo(json("""
                {"model": "claude-sonnet-4-5", "max_tokens": 1000,
                 "system": [{"type": "text", "text": "You are helpful"}],
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
                 "temperature": 0.7, "top_k": 40, "stop_sequences": ["END", "STOP"],
                 "metadata": {"user_id": "u-7"}, "service_tier": "auto", "stream": true}
                """));
    }

    @Test
    void request_withMembersThatAnthropicLacks_losesThem() {
        assertThat(members("claude-sonnet-4-5", """
            "n": 2, "seed": 7, "presence_penalty": 1, "frequency_penalty": 1, "logprobs": true, "top_logprobs": 3,
            "logit_bias": {"1": 2}, "metadata": {"a": "b"}, "store": true, "verbosity": "low",
            "parallel_tool_calls": true, "enable_thinking": false, "response_format": {"type": "text"}
            """)).isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5,        '\"max_tokens\": 10',                                  10",
        "claude-sonnet-4-5,        '\"max_completion_tokens\": 20',                       20",
        "claude-sonnet-4-5,        '\"max_tokens\": 10, \"max_completion_tokens\": 20',   20",
        "claude-sonnet-4-5,        '\"max_tokens\": 1000000',                             64000",
        "claude-3-5-haiku-latest,  '\"max_tokens\": 8193',                                8192",
        "claude-3-haiku-20240307,  '',                                                    4096",
        "some-other-model,         '\"max_tokens\": 1000000',                             1000000"
    })
    void limit_whicheverWayItIsWritten_isOneAndWithinTheModels(String model, String asked, int limit) {
        assertThat(members(model, asked).path("max_tokens").intValue()).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"temperature\": 0',                        '\"temperature\": 0.0'",
        "'\"temperature\": 1.7',                      '\"temperature\": 1.0'",
        "'\"top_p\": 0.9',                            '\"top_p\": 0.9'",
        "'\"temperature\": 0.2, \"top_p\": 0.9',      '\"temperature\": 0.2'",
        "'\"top_k\": 5, \"top_p\": 0.5',              '\"top_p\": 0.5, \"top_k\": 5'",
        "'\"top_k\": \"five\", \"temperature\": 0.5', '\"temperature\": 0.5'",
        "'\"top_k\": null, \"temperature\": 0.5',     '\"temperature\": 0.5'"
    })
    void sampling_outsideAnthropicsRange_isBroughtInside(String asked, String sent) {
        assertThat(members("claude-sonnet-4-5", asked)).isEqualTo(json("{\"max_tokens\": 4096, " + sent + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5", "claude-opus-5", "claude-fable-5"})
    void sampling_ofModelsThatRefuseIt_isDropped(String model) {
        assertThat(members(model, "\"temperature\": 0.3, \"top_p\": 0.9, \"top_k\": 5"))
                .isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"END\"',              '{\"max_tokens\": 4096, \"stop_sequences\": [\"END\"]}'",
        "'[\"a\", \" \\n\", \"\", \"b\"]', '{\"max_tokens\": 4096, \"stop_sequences\": [\"a\", \"b\"]}'",
        "'[\" \"]',              '{\"max_tokens\": 4096}'",
        "'[]',                   '{\"max_tokens\": 4096}'"
    })
    void stops_inAnyForm_areListWithoutBlanks(String stop, String sent) {
        assertThat(members("claude-sonnet-4-5", "\"stop\": " + stop)).isEqualTo(json(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-7", "4f1c9e", "team@home", "123456"})
    void user_withoutPersonalData_isTold(String user) {
        assertThat(members("claude-sonnet-4-5", "\"user\": \"" + user + "\"")
                        .path("metadata")
                        .path("user_id")
                        .textValue())
                .isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.com",
                " ann@example.com ",
                "+1 (555) 010-7788",
                "5550107788",
                "",
                "  ",
                "(555)-010.7788"
            })
    void user_thatIsAddressOrPhoneOrBlank_isNotTold(String user) {
        assertThat(members("claude-sonnet-4-5", "\"user\": \"" + user + "\""))
                .isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"metadata\": {\"user_id\": \"m\"}                                              | m",
                "\"safety_identifier\": \"s\"                                                     | s",
                "\"safety_identifier\": \"s\", \"metadata\": {\"user_id\": \"m\", \"a\": \"b\"}       | m",
                "\"safety_identifier\": \"s\", \"metadata\": {\"user_id\": \"m\"}, \"user\": \"u\"    | u",
                "\"safety_identifier\": \"s\", \"user\": \"ann@example.com\"                       | s"
            })
    void user_toldInOtherMembers_isTold(String asked, String user) {
        assertThat(members("claude-sonnet-4-5", asked).path("metadata"))
                .isEqualTo(json("{\"user_id\": \"" + user + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "auto,auto",
        "priority,auto",
        "default,standard_only",
        "flex,standard_only",
        "standard_only,standard_only"
    })
    void serviceTier_ofOpenAi_becomesAnthropics(String asked, String sent) {
        assertThat(members("claude-sonnet-4-5", "\"service_tier\": \"" + asked + "\"")
                        .path("service_tier")
                        .textValue())
                .isEqualTo(sent);
    }

    @Test
    void serviceTier_thatIsNotKnown_isDropped() {
        assertThat(members("claude-sonnet-4-5", "\"service_tier\": \"scale\""))
                .isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @Test
    void members_thatOnlyAnthropicKnows_arePassedOn() {
        assertThat(members("claude-sonnet-4-5", """
            "cache_control": {"type": "ephemeral"}, "inference_geo": "us"
            """)).isEqualTo(json("""
                {"max_tokens": 4096, "cache_control": {"type": "ephemeral"}, "inference_geo": "us"}
                """));
        assertThat(members("claude-sonnet-4-5", "\"cache_control\": null")).isEqualTo(json("{\"max_tokens\": 4096}"));
    }

    @Test
    void user_thatIsLongAndAlmostAnAddress_isTold() {
        String user = "a@" + ".".repeat(200_000) + "@";

        assertThat(sent(routed("claude-sonnet-4-5", "\"user\": \"" + user + "\""))
                        .at("/metadata/user_id")
                        .textValue())
                .isEqualTo(user);
    }
}
