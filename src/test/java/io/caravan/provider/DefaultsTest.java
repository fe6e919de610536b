package io.caravan.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import io.caravan.chat.json.ChatRequestReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    private final Defaults defaults = new Defaults();

    @Test
    void request_withNothingSet_getsAllOfThem() {
        ChatRequest filled = filled("reasoning_effort=low, temperature=0.3, stop=[\"x\"], seed=7, top_k=5", "");
        assertThat(filled.reasoningEffort()).contains(ReasoningEffort.LOW);
        assertThat(filled.sampling().temperature()).hasValue(0.3);
        assertThat(filled.sampling().stop()).containsExactly("x");
        assertThat(filled.sampling().seed()).hasValue(7);
        assertThat(filled.extras()).isEqualTo(Map.of("top_k", IntNode.valueOf(5)));
    }

    @Test
    void request_withSomeSet_keepsThemAndGetsTheOthers() {
        ChatRequest filled = filled("max_tokens=9, temperature=0.3, top_k=5", "\"temperature\": 1, \"top_k\": 2");
        assertThat(filled.sampling().temperature()).hasValue(1);
        assertThat(filled.limit().tokens()).hasValue(9);
        assertThat(filled.extras()).isEqualTo(Map.of("top_k", IntNode.valueOf(2)));
    }

    @Test
    void request_thatSpeaksOfThinking_getsNoDefaultAboutIt() {
        String words = "reasoning_effort=none, temperature=0.3";
        ChatRequest effort = filled(words, "\"reasoning_effort\": \"high\"");
        ChatRequest member = filled(words, "\"enable_thinking\": true");
        assertThat(effort.reasoningEffort()).contains(ReasoningEffort.HIGH);
        assertThat(member.reasoningEffort()).isEmpty();
        assertThat(member.extras()).isEqualTo(Map.of("enable_thinking", BooleanNode.TRUE));
        assertThat(member.sampling().temperature()).hasValue(0.3);
    }

    @Test
    void models_haveTheirOwnClauses() {
        String words = "reasoning_effort=low for m-1*; reasoning_effort=high for m-2";
        assertThat(filled(words, "m-1b", "").reasoningEffort()).contains(ReasoningEffort.LOW);
        assertThat(filled(words, "m-2", "").reasoningEffort()).contains(ReasoningEffort.HIGH);
        assertThat(filled(words, "m-3", "").reasoningEffort()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tools=[]             | defaults: tools is the caller's to set
        temperature=9        | defaults: temperature: must be
        reasoning_effort=odd | defaults: reasoning_effort: must be one of
        temperature          | defaults: "temperature" is not of the form name=value
        """)
    void words_withoutSense_areRefused(String words, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Defaults.check(new Quirks(Map.of("defaults", words))))
                .withMessageStartingWith(reason);
    }

    private ChatRequest filled(String words, String members) {
        return filled(words, "m", members);
    }

    private ChatRequest filled(String words, String model, String members) {
        Provider provider = new Provider(
                "acme",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                "http://localhost",
                new Quirks(Map.of("defaults", words)));
        return defaults.addTo(new RoutedRequest(request(members), provider, model))
                .chat();
    }

    private static ChatRequest request(String members) {
        try {
            return ChatRequestReader.read(
                    new JsonMapper().readTree("""
                        {"model": "m", "messages": [{"role": "user", "content": "Hello"}]%s}\
                        """.formatted(members.isEmpty() ? "" : ", " + members)));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
