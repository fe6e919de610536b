package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.settings.CaravanSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

class EnvironmentFileTest {

    @TempDir
    private Path directory;

    @Configuration
    static class Nothing {}

    @Test
    void variables_countAsTheProcesssOwnDo() throws IOException {
        Environment environment = environment("""
            # Where to listen
            PORT=4711
            KAFKA_BOOTSTRAP_SERVERS="broker.example:9092"
            this is no variable
            CARAVAN_LIMITS_BODY=3MB
            CARAVAN_KAFKA_GROUP=other
            CARAVAN_KAFKA_PROPERTIES_SECURITY_PROTOCOL=SASL_SSL
            ACME_API_KEY=key
            """);

        assertThat(environment.getProperty("server.port")).isEqualTo("4711");
        assertThat(environment.getProperty("ACME_API_KEY")).isEqualTo("key");
        CaravanSettings settings =
                Binder.get(environment).bind("caravan", CaravanSettings.class).get();
        assertThat(settings.limits().body()).isEqualTo(DataSize.ofMegabytes(3));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker.example:9092");
        assertThat(settings.kafka().group()).isEqualTo("other");
        assertThat(settings.kafka().properties()).isEqualTo(Map.of("security.protocol", "SASL_SSL"));
    }

    @Test
    void arguments_win() throws IOException {
        Environment environment =
                environment("PORT=4711\nCARAVAN_KAFKA_GROUP=file", "--PORT=4712", "--caravan.kafka.group=argument");

        assertThat(environment.getProperty("server.port")).isEqualTo("4712");
        assertThat(environment.getProperty("caravan.kafka.group")).isEqualTo("argument");
    }

    @Test
    void variablesOfTheProcess_win() throws IOException {
        assertThat(environment("PATH=/file").getProperty("PATH")).isEqualTo(System.getenv("PATH"));
        assertThat(loaded(Map.of("acme_api_key", "process"), "ACME_API_KEY=file\nOTHER=file"))
                .isEqualTo(Map.of("OTHER", "file"));
    }

    @Test
    void blank_isUnset() throws IOException {
        assertThat(loaded(Map.of("ACME_API_KEY", " "), "ACME_API_KEY=file\nOTHER=\nPORT=\" \""))
                .isEqualTo(Map.of("ACME_API_KEY", "file"));
        assertThat(environment("PORT=").getProperty("server.port")).isEqualTo("1323");
    }

    @Test
    void fileThatIsNotThere_isNone() {
        Environment environment = run("--caravan.environment-file=" + directory.resolve("no.env"));

        assertThat(environment.getProperty("server.port")).isEqualTo("1323");
    }

    private Environment environment(String text, String... arguments) throws IOException {
        return run(Stream.concat(Stream.of("--caravan.environment-file=" + file(text)), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static Environment run(String... arguments) {
        try (var context = new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            return context.getEnvironment();
        }
    }

    private Object loaded(Map<String, String> process, String text) throws IOException {
        return new EnvironmentFileLoader(process)
                .load("file", new FileSystemResource(file(text)))
                .getFirst()
                .getSource();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve(".env"), text);
    }
}
