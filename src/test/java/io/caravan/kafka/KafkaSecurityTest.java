package io.caravan.kafka;

import static io.caravan.kafka.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.caravan.GatewayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;

/** A broker that wants TLS and a password, and gateways that are set as the manual says. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaSecurityTest extends GatewayTest {

    private static final String PASSWORD = "right-canary";
    private static final int PORT = TestBroker.freePort();
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(caravan:\n  kafka:\n.*?)```", Pattern.DOTALL);

    private static final List<String> TALKATIVE = List.of(
            "io.caravan",
            "org.apache.camel",
            "org.apache.kafka.clients",
            "org.apache.kafka.common.config",
            "org.apache.kafka.common.security");

    private static TestBroker broker;
    private static Path certificate;
    private static KafkaCaller caller;

    private final Map<String, Level> levels = new HashMap<>();

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        certificate = certificate(directory);
        broker = new TestBroker(
                TestBroker.freePort(),
                Map.of(
                        "listeners",
                        "SECURE://localhost:" + PORT,
                        "listener.security.protocol.map",
                        "SECURE:SASL_SSL",
                        "listener.name.secure.ssl.keystore.location",
                        certificate.toString(),
                        "listener.name.secure.ssl.keystore.password",
                        PASSWORD,
                        "listener.name.secure.ssl.key.password",
                        PASSWORD,
                        "listener.name.secure.sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "listener.name.secure.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                List.of(new TestBroker.User("SCRAM-SHA-512", "caravan", PASSWORD)));
        Stream.of("llm.requests", "llm.replies", "llm.cancellations")
                .map(TestBroker::topic)
                .forEach(broker::add);
        caller = new KafkaCaller(broker.address(), "llm.replies");
    }

    @AfterAll
    static void stopBroker() throws IOException {
        caller.close();
        broker.close();
    }

    @BeforeEach
    void remember() {
        loggers().forEach(logger -> levels.put(logger.getName(), logger.getLevel()));
        UPSTREAM.always(connection -> connection.json(200, OPENAI_ANSWER));
    }

    @AfterEach
    void calmDown() {
        loggers().forEach(logger -> logger.setLevel(levels.get(logger.getName())));
    }

    @Test
    void gatewayWithThePassword_isLetIn(CapturedOutput output) throws Exception {
        try (SecondGateway gateway = gateway(PASSWORD)) {
            String id = UUID.randomUUID().toString();
            caller.ask(id, chat("openai/gpt-4o"));

            assertThat(caller.await(id).header("status")).isEqualTo("200");
            assertThat(gateway.health("/kafka").path("status").textValue()).isEqualTo("UP");
        }
        assertThat(output).contains("sasl.jaas.config = [hidden]").doesNotContain(PASSWORD);
    }

    @Test
    void gatewayWithAnotherPassword_isToldAsDownAndServesHttp(CapturedOutput output) throws Exception {
        try (SecondGateway gateway = gateway("wrong-canary")) {
            await().until(() -> output.getAll().contains("SaslAuthenticationException"));

            await().until(() -> gateway.health("/kafka")
                    .at("/details/reason")
                    .textValue()
                    .equals("the brokers do not let the gateway in"));
            assertThat(gateway.status(chat("openai/gpt-4o"))).isEqualTo(200);
            await().during(Duration.ofSeconds(3))
                    .until(() ->
                            gateway.health("/kafka").path("status").textValue().equals("DOWN"));
            assertThat(gateway.health("/readiness").path("status").textValue()).isEqualTo("UP");
        }
        assertThat(output).doesNotContain("wrong-canary").doesNotContain(PASSWORD);
    }

    /** A gateway that is as talkative as it can be. */
    private static SecondGateway gateway(String password) throws IOException {
        Properties settings = example();
        settings.setProperty("KAFKA_PASSWORD", password);
        settings.setProperty("caravan.kafka.properties.ssl.truststore.location", certificate.toString());
        settings.setProperty("caravan.kafka.properties.ssl.truststore.password", PASSWORD);
        for (String talkative : TALKATIVE) {
            settings.setProperty("logging.level." + talkative, "DEBUG");
        }
        settings.remove("caravan.kafka.bootstrap-servers");
        return SecondGateway.start(
                "localhost:" + PORT,
                UPSTREAM.url(),
                settings.stringPropertyNames().stream()
                        .map(name -> name + "=" + settings.getProperty(name))
                        .toArray(String[]::new));
    }

    /** What the manual says. */
    private static Properties example() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/kafka.md")));
        assertThat(example.find()).isTrue();
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(example.group(1).getBytes(UTF_8)));
        return yaml.getObject();
    }

    private static Path certificate(Path directory) throws Exception {
        Path store = directory.resolve("broker.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return store;
    }

    private static Stream<Logger> loggers() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLoggerList().stream();
    }
}
