package io.caravan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ToolCall;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.provider.RoutedEmbedding;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.RoutedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimatesTest {

    private static final RoutedRequest HELLO = Till.routed("openai", "money", "");

    private final Estimates estimates = new Estimates(Till.TOKENIZER);

    /** Three around each message and before the answer, and the text itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        7 | [{"role":"user","content":"Hello"}]
        14 | [{"role":"system","content":"one two three four"},{"role":"user","content":"Hello"}]
        6 | [{"role":"user","content":""}]
        10 | [{"role":"user","content":[{"type":"text","text":"one two"},{"type":"text","text":" three four"}]}]
        772 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{"url":"http://a/b"}}]}]
        772 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{"url":"http://a/b","detail":"high"}}]}]
        92 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{"url":"http://a/b","detail":"low"}}]}]
        772 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]
        772 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"file","file":{"file_id":"f"}}]}]
        772 | [{"role":"user","content":[{"type":"text","text":"Hello"},{"type":"hologram","a":"b"}]}]
        8 | [{"role":"user","name":" one","content":"Hello"}]
        9 | [{"role":"assistant","content":"one","reasoning_content":"two three"}]
        12 | [{"role":"assistant","content":[{"type":"refusal","refusal":"one two three four"}],"tool_calls":[{"id":"c","type":"function","function":{"name":" five","arguments":" six"}}]}]
        """)
    void prompt_isItsTextAndAFixedNumberForAllElse(int tokens, String messages) {
        assertThat(estimates.prompt(chat("{\"model\":\"m\",\"messages\":" + messages + "}")))
                .isEqualTo(tokens);
    }

    @Test
    void toolsAndSchemas_areText() {
        String tools = """
            {"model":"m","messages":[{"role":"user","content":"Hello"}],"tools":[{"type":"function",
             "function":{"name":"one","description":" two three"}}]}\
            """;
        String schema = """
            {"model":"m","messages":[{"role":"user","content":"Hello"}],"response_format":{"type":"json_schema",
             "json_schema":{"name":"x","schema":{"type":"object"}}}}\
            """;
        int schemaTokens = Till.TOKENIZER.count("Hello{\"type\":\"object\"}");

        assertThat(estimates.prompt(chat(tools))).isEqualTo(10);
        assertThat(estimates.prompt(chat(schema))).isEqualTo(6 + schemaTokens);
        assertThat(estimates.prompt(chat(tools.replace("\"name\"", "\"parameters\":{\"type\":\"object\"},\"name\""))))
                .isGreaterThan(10);
        assertThat(estimates.prompt(chat(tools.replace("\"type\":\"function\"", "\"type\":\"web_search\""))))
                .isGreaterThan(10);
    }

    @Test
    void embeddings_areTextOrCountedAlready() {
        EmbeddingRequest request = new EmbeddingRequest(
                "m",
                List.of(new EmbeddingInput.Text("one two"), new EmbeddingInput.Tokens(List.of(3, 14, 15))),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Map.of());

        assertThat(estimates.prompt(new RoutedEmbedding(request, HELLO.provider(), "m")))
                .isEqualTo(5);
    }

    @Test
    void questionForModels_takesNothing() {
        assertThat(estimates.prompt(new RoutedListing(HELLO.provider(), Optional.empty())))
                .isZero();
    }

    @Test
    void wholeAnswer_isAllThatItSays() {
        AssistantMessage message = new AssistantMessage(
                Optional.of("one"),
                Optional.of(" two"),
                Optional.of("zero "),
                List.of(),
                List.of(new ToolCall("c", " three", " four", Map.of())),
                Map.of());
        ChatResponse.Choice choice = new ChatResponse.Choice(0, message, Optional.empty(), Optional.empty());
        ChatResponse response = new ChatResponse("id", 1, "m", List.of(choice, choice), Optional.empty(), Map.of());

        Usage usage = estimates.usage(HELLO, Estimates.text(response));

        assertThat(usage.estimated()).isTrue();
        assertThat(usage.promptTokens()).isEqualTo(7);
        assertThat(usage.completionTokens()).isBetween(10, 12);
        assertThat(usage.totalTokens()).isEqualTo(7 + usage.completionTokens());
    }

    @Test
    void specialTokens_areTextLikeAnyOther() {
        assertThat(Till.TOKENIZER.count("<|endoftext|>")).isBetween(3, 10);
        assertThat(Till.TOKENIZER.count("")).isZero();
    }

    @Test
    void longText_isCountedInPieces() {
        String words = " word".repeat(10_000);

        assertThat(Till.TOKENIZER.count(words)).isBetween(10_000, 10_010);
    }

    @Test
    void text_beyondItsSampleIsTakenToBeLikeIt() {
        SampledText text = new SampledText(50);
        text.add(" word".repeat(8));
        text.add(" word".repeat(8));
        text.add(" word".repeat(84));

        assertThat(text.length()).isEqualTo(500);
        assertThat(text.tokens(Till.TOKENIZER)).isEqualTo(100);
        assertThat(new SampledText(50).tokens(Till.TOKENIZER)).isZero();
    }

    private static RoutedRequest chat(String request) {
        return new RoutedRequest(ChatRequestReader.read(Till.json(request)), HELLO.provider(), "money");
    }
}
