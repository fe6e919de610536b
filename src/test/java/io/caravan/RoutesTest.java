package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Style of the routes is a test, not a taste. */
class RoutesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String SAMPLE = """
        - route:
            id: sample
            description: Answers with what the model says
            from:
              uri: direct:sample
              steps:
                - setVariable:
                    name: model
                    expression:
                      jsonpath:
                        expression: $.model
                - choice:
                    when:
                      - expression:
                          simple:
                            expression: ${variable.model} == 'a'
                        steps:
                          - to:
                              uri: direct:a
                - to:
                    uri: http
                    parameters:
                      httpUri: "{{caravan.url}}"
        """;

    private final RouteStyle style = new RouteStyle();

    @TestFactory
    Stream<DynamicTest> everyRoutesFile_keepsTheStyle() throws IOException {
        List<Path> files = yamlFiles();
        assertThat(files).as("the files below " + ROUTES.toAbsolutePath()).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(ROUTES.relativize(file).toString(), file.toUri(), () -> {
                    List<String> violations =
                            style.violations(file.getFileName().toString(), Files.readString(file));
                    assertThat(violations).as(file.toString()).isEmpty();
                }));
    }

    @Test
    void goodSample_isAccepted() {
        assertThat(style.violations("sample.camel.yaml", SAMPLE)).isEmpty();
    }

    @Test
    void providersSecondRoute_isAcceptedUnderItsName() {
        String file = """
            - templatedRoute:
                routeTemplateRef: openai-compatible
                routeId: acme
            - templatedRoute:
                routeTemplateRef: openai-embeddings
                routeId: acme-embeddings
            """;
        assertThat(style.violations("acme.camel.yaml", file)).isEmpty();
        assertThat(style.violations("acme.camel.yaml", file.replace("acme-", "other-")))
                .containsExactly("the id 'other-embeddings' does not begin with the file name: acme");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badSample_isRejected(String violation, String part, String bad) {
        assertThat(SAMPLE).contains(part);
        assertThat(style.violations("sample.camel.yaml", SAMPLE.replace(part, bad)))
                .anyMatch(found -> found.contains(violation));
    }

    static Stream<Arguments> badSample_isRejected() {
        String step = "        - to:\n            uri: direct:a\n";
        return Stream.of(
                arguments("/route/from/steps/0", "setVariable:", "setVaariable:"),
                arguments("/steps/0/to", "- to:\n                      uri: direct:a", "- to: direct:a"),
                arguments(
                        "setVariable",
                        "expression:\n              jsonpath:\n                expression: $.model",
                        "jsonpath:\n              expression: $.model"),
                arguments("setVariable", "jsonpath:\n                expression: $.model", "jsonpath: $.model"),
                arguments("is not the file name", "id: sample", "id: simple"),
                arguments("kebab-case", "id: sample", "id: aSample"),
                arguments("is not named like the file", "uri: direct:sample", "uri: direct:other"),
                arguments("no description", "    description: Answers with what the model says\n", ""),
                arguments("the order is not", "id: sample", "routeConfigurationId: ingress\n    id: sample"),
                arguments("options belong under parameters", "uri: http", "uri: http:host?bridgeEndpoint=true"),
                arguments("code in a route: groovy", "jsonpath:", "groovy:"),
                arguments("inline JSON", "$.model", "'{\"a\": 1}'"),
                arguments("a comment", "- route:", "# A comment\n- route:"),
                arguments("2 entries", "- route:", "- templatedRoute:\n    routeTemplateRef: other\n- route:"),
                arguments("steps, more than 10", "        - setVariable:", step.repeat(8) + "        - setVariable:"),
                arguments("more than 60 lines", "- route:", "\n".repeat(60) + "- route:"));
    }

    private static List<Path> yamlFiles() throws IOException {
        assertThat(ROUTES).isDirectory();
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
