package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.caravan.settings.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class NamedValuesTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void namesOfProperties_areReadAsTheyAreWritten() throws IOException {
        yaml("""
            place: ark
            caravan:
              aliases:
                fast: openai/gpt-4o-mini
                gpt-4.1: openai/gpt-4.1-mini
                claude-*: anthropic/claude-*
                ark/Doubao-Pro: ${place}/ep-2024
                "[in/brackets]": openai/a
              aliases-of-others:
                not: this
            """);

        assertThat(read(""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "fast", "openai/gpt-4o-mini",
                        "gpt-4.1", "openai/gpt-4.1-mini",
                        "claude-*", "anthropic/claude-*",
                        "ark/Doubao-Pro", "ark/ep-2024",
                        "in/brackets", "openai/a"));
    }

    @Test
    void argument_countsMoreThanTheFileAndTheFileMoreThanTheVariable() throws IOException {
        yaml("""
            caravan:
              aliases:
                a: file
                b: file
            """);
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource("--caravan.aliases.a=argument"));

        assertThat(read("a=variable, b=variable, c=variable"))
                .containsOnly(entry("a", "argument"), entry("b", "file"), entry("c", "variable"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b,c/d=e*",
                " a = b , c/d = e* ,",
                "{\"a\":\"b\",\"c/d\":\" e* \"}",
                "{\"c/d\": \"e*\", \"a\": \"b\"}"
            })
    void variable_isJsonOrAList(String text) {
        assertThat(read(text)).containsOnly(entry("a", "b"), entry("c/d", "e*"));
    }

    @Test
    void number_isRead() {
        assertThat(read("{\"gpt-4o\":4096}")).containsOnly(entry("gpt-4o", "4096"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"            | the JSON is broken",
                "{\"a\":\"b\"} x         | the JSON is broken",
                "{\"a\":\"b\",\"a\":\"c\"} | the JSON is broken: Duplicate field 'a'",
                "{\"a\":{}}              | the value of \"a\" is neither a text nor a number",
                "{\"a\":null}            | the value of \"a\" is neither a text nor a number",
                "{\"a\":true}            | the value of \"a\" is neither a text nor a number",
                "[\"a\"]                 | \"[\"a\"]\" is not of the form name=value",
                "a                       | \"a\" is not of the form name=value",
            })
    void variable_thatIsNeither_isToldWithItsName(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("caravan.aliases or LLM_ALIASES: " + message);
    }

    @Test
    void reader_thatRefuses_isToldWithTheName() {
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("caravan.aliases.a", "x")));
        NamedValues values = new NamedValues(new NamedProperties(environment), variables(""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> values.read("caravan.aliases", "LLM_ALIASES", read -> {
                    throw new IllegalArgumentException("no " + read);
                }))
                .withMessage("caravan.aliases or LLM_ALIASES: no {a=x}");
    }

    private Map<String, String> read(String variable) {
        return new NamedValues(new NamedProperties(environment), variables(variable))
                .read("caravan.aliases", "LLM_ALIASES", values -> values);
    }

    private static Variables variables(String aliases) {
        return new Variables(_ -> Optional.empty(), List.of(Map.of("LLM_ALIASES", aliases)));
    }

    private void yaml(String text) throws IOException {
        new YamlPropertySourceLoader()
                .load("test", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addLast);
    }
}
