package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Defaults;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines that the documentation offers for less thinking, as they reach the providers. */
class ThinkingDefaultsTest {

    private static final Pattern LINE =
            Pattern.compile("\\| `(\\w+)\\.camel\\.yaml` \\| `\\{name: defaults, value: \"(.+)\"}` \\|");
    private static final String HELLO = """
        {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}\
        """;

    @ParameterizedTest(name = "{0}/{1}")
    @CsvSource(delimiter = '|', textBlock = """
        openai   | gpt-5.1               | {"reasoning_effort": "none"}
        openai   | gpt-5.4-mini          | {"reasoning_effort": "none"}
        openai   | gpt-5-mini            | {"reasoning_effort": "minimal"}
        openai   | gpt-5                 | {"reasoning_effort": "minimal"}
        openai   | gpt-5-chat-latest     | {}
        openai   | o3                    | {"reasoning_effort": "low"}
        openai   | gpt-4o                | {}
        qwen     | qwen3-32b             | {"enable_thinking": false}
        qwen     | qwen-plus             | {"enable_thinking": false}
        qwen     | qwen2.5-7b            | {}
        silicon  | Qwen/Qwen3-8B         | {"enable_thinking": false}
        silicon  | Qwen/Qwen2.5-7B       | {}
        ark      | doubao-seed-1-6       | {"thinking": {"type": "disabled"}}
        ark      | doubao-1-5-pro        | {}
        glm      | glm-4.6               | {"thinking": {"type": "disabled"}}
        glm      | glm-4-plus            | {}
        deepseek | deepseek-chat         | {}
        deepseek | deepseek-v4           | {"thinking": {"type": "disabled"}}
        """)
    void documentedLine_forCallersWhoSayNothing_tellsModelsNotToThink(String provider, String model, String added)
            throws IOException {
        assertThat(sent(provider, model, HELLO))
                .isEqualTo(
                        Wire.json("""
                            {"model": "%s", "messages": [{"role": "user", "content": "Hello"}]}\
                            """.formatted(model)).<ObjectNode>deepCopy().setAll((ObjectNode) Wire.json(added)));
    }

    @Test
    void documentedLine_givesWayToTheCaller() throws IOException {
        assertThat(sent("ark", "doubao-seed-1-6", """
            {"model": "m", "messages": [{"role": "user", "content": "Hello"}], "reasoning_effort": "high"}\
            """)
                        .path("thinking")
                        .path("type")
                        .asText())
                .isEqualTo("enabled");
        assertThat(sent("qwen", "qwen3-32b", """
            {"model": "m", "stream": true, "messages": [{"role": "user", "content": "Hello"}], "thinking_budget": 50}\
            """)).isEqualTo(Wire.json("""
                {"model": "qwen3-32b", "stream": true, "stream_options": {"include_usage": true},
                 "messages": [{"role": "user", "content": "Hello"}], "thinking_budget": 50}\
                """));
    }

    private static JsonNode sent(String id, String model, String request) throws IOException {
        Wire wire = new Wire(withDocumentedDefaults(ProviderFile.of(id)));
        byte[] body = wire.transformer()
                .request(new Defaults().addTo(wire.routed(model, request)))
                .body();
        return Wire.json(new String(body, StandardCharsets.UTF_8));
    }

    private static Provider withDocumentedDefaults(ProviderFile file) throws IOException {
        Map<String, String> words = new HashMap<>(file.quirks().words());
        words.put("defaults", documented().get(file.id()));
        Provider plain = file.provider();
        return new Provider(
                plain.id(),
                plain.aliases(),
                plain.modelPatterns(),
                plain.keyVariables(),
                plain.key(),
                plain.keyless(),
                plain.baseUrl(),
                new Quirks(words));
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> lines = new HashMap<>();
        Matcher matcher = LINE.matcher(Files.readString(Path.of("docs/providers.md")));
        while (matcher.find()) {
            lines.put(matcher.group(1), matcher.group(2));
        }
        return lines;
    }
}
