package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class LiveRoutesTest extends GatewayTest {

    private static final Path ROUTES = copyOfRoutes();
    private static final Duration SOON = Duration.ofSeconds(5);

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry registry) {
        registry.add("caravan.routes.directory", ROUTES::toString);
        registry.add("caravan.routes.poll", () -> "100ms");
        registry.add("ACME_API_KEY", () -> "acme-key");
        registry.add("ACME_BASE_URL", () -> UPSTREAM.url() + "/acme");
    }

    private static Path copyOfRoutes() {
        try {
            Path copy = Files.createTempDirectory("routes");
            try (Stream<Path> files = Files.walk(Path.of("routes"))) {
                for (Path file : files.toList()) {
                    Path target = copy.resolve(Path.of("routes").relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void addedProviderFile_modelIsServedAndRemovedWithTheFile() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        assertThat(post("/llm/generate", chat("acme/model-1")).statusCode()).isEqualTo(400);

        Path file = ROUTES.resolve("providers/acme.camel.yaml");
        Files.writeString(file, """
            - templatedRoute:
                routeTemplateRef: openai-compatible
                routeId: acme
                parameters:
                  - {name: provider, value: acme}
                  - {name: keys, value: "ACME_API_KEY"}
                  - {name: urls, value: "ACME_BASE_URL"}
            """);
        await(() -> post("/llm/generate", chat("acme/model-1")).statusCode() == 200);
        assertThat(UPSTREAM.lastRequest().path()).isEqualTo("/acme/chat/completions");
        assertThat(UPSTREAM.lastRequest().headers()).containsEntry("authorization", "Bearer acme-key");
        assertThat(json(UPSTREAM.lastRequest().body()).path("model").asText()).isEqualTo("model-1");

        Files.delete(file);
        await(() -> post("/llm/generate", chat("acme/model-1")).statusCode() == 400);
    }

    @Test
    void editedFileUnderLoad_noRequestFailsAndTheChangeTakesEffect() throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        AtomicBoolean running = new AtomicBoolean(true);
        ConcurrentLinkedQueue<Integer> failures = new ConcurrentLinkedQueue<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                var _ = clients.submit(() -> {
                    load(running, failures);
                    return null;
                });
            }
            for (Path file : List.of(
                    ROUTES.resolve("providers/openai.camel.yaml"),
                    ROUTES.resolve("providers/openai-compatible.camel.yaml"),
                    ROUTES.resolve("pipeline/dispatch.camel.yaml"),
                    ROUTES.resolve("errors.camel.yaml"))) {
                touch(file);
            }
            edit(ROUTES.resolve("ingress/generate.camel.yaml"), "path: /llm/generate", "path: /llm/moved");
            await(() -> post("/llm/moved", chat("openai/gpt-4o")).statusCode() == 200);
            edit(ROUTES.resolve("ingress/generate.camel.yaml"), "path: /llm/moved", "path: /llm/generate");
            await(() -> post("/llm/generate", chat("openai/gpt-4o")).statusCode() == 200);
            running.set(false);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void secondFileOfConfigurations_leavesThoseOfTheFirst() throws Exception {
        Path file = ROUTES.resolve("more-errors.camel.yaml");
        Files.writeString(file, """
            - routeConfiguration:
                id: more
                description: Nobody uses it.
                errorHandler:
                  noErrorHandler: {}
            """);
        Path route = ROUTES.resolve("ingress/generate.camel.yaml");
        edit(route, "path: /llm/generate", "path: /llm/elsewhere");
        await(() -> post("/llm/elsewhere", chat("openai/gpt-4o")).statusCode() != 404);
        UPSTREAM.always(connection -> connection.json(429, "{\"error\":{\"message\":\"slow down\"}}"));

        assertThat(post("/llm/elsewhere", chat("openai/gpt-4o")).statusCode()).isEqualTo(429);

        edit(route, "path: /llm/elsewhere", "path: /llm/generate");
        await(() -> post("/llm/generate", chat("openai/gpt-4o")).statusCode() == 429);
        touch(ROUTES.resolve("errors.camel.yaml"));
        assertThat(post("/llm/generate", chat("openai/gpt-4o")).statusCode()).isEqualTo(429);
    }

    @Test
    void editedFile_requestInFlightFinishesOnTheOldRoutes() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            asked.complete(null);
            mayAnswer.get(5, TimeUnit.SECONDS);
            connection.json(200, OPENAI_ANSWER);
        });
        CompletableFuture<HttpResponse<String>> inFlight = HTTP.sendAsync(
                request("/v1/chat/completions", chat("openai/gpt-4o")), HttpResponse.BodyHandlers.ofString());
        asked.get(5, TimeUnit.SECONDS);
        touch(ROUTES.resolve("providers/upstream.camel.yaml"));
        touch(ROUTES.resolve("ingress/chat-completions.camel.yaml"));
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        assertThat(post("/v1/chat/completions", chat("openai/gpt-4o")).statusCode())
                .isEqualTo(200);
        mayAnswer.complete(null);

        assertThat(inFlight.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void badFile_isRefusedWithAClearLineAndTheLastGoodOneStays(CapturedOutput output) throws Exception {
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
        Path file = ROUTES.resolve("providers/openai.camel.yaml");
        String good = Files.readString(file);

        for (String bad : List.of(
                "- route: [",
                "- templatedRoute:\n    routeTemplateRef: nothing\n",
                good.replace("openai-compatible", "no-such"))) {
            Files.writeString(file, bad);
            int before = output.getOut().length();
            await(() -> output.getOut()
                    .substring(before)
                    .contains("openai.camel.yaml is refused, its last good routes stay"));
            assertThat(post("/llm/generate", chat("openai/gpt-4o")).statusCode())
                    .isEqualTo(200);
        }
        Files.writeString(file, good);
    }

    private void load(AtomicBoolean running, ConcurrentLinkedQueue<Integer> failures) throws Exception {
        while (running.get()) {
            int status = post("/v1/chat/completions", chat("openai/gpt-4o")).statusCode();
            if (status != 200) {
                failures.add(status);
            }
        }
    }

    private static void touch(Path file) throws IOException {
        String description = "description: ";
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.contains(description) ? text.replaceFirst(description, description + "Still - ") : text + "\n");
        Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true);
    }

    private static void edit(Path file, String old, String now) throws IOException {
        Files.writeString(file, Files.readString(file).replace(old, now));
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void await(Check check) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(check::holds);
    }
}
