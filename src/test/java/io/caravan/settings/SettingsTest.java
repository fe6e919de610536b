package io.caravan.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.settings.CaravanSettings.Kafka;
import io.caravan.settings.CaravanSettings.Limits;
import io.caravan.settings.CaravanSettings.Media;
import io.caravan.settings.CaravanSettings.NativeShims;
import io.caravan.settings.CaravanSettings.Routes;
import io.caravan.settings.CaravanSettings.Simulator;
import io.caravan.settings.CaravanSettings.Stream;
import io.caravan.settings.CaravanSettings.Timeouts;
import io.caravan.settings.CaravanSettings.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    @Test
    void nothingSet_hasTheDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new CaravanSettings(
                        new Timeouts(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(15)),
                        new Limits(
                                DataSize.ofMegabytes(32),
                                DataSize.ofMegabytes(256),
                                DataSize.ofMegabytes(32),
                                10_000,
                                100),
                        new Upstream(10_000, Duration.ofSeconds(30)),
                        new Stream(Duration.ofSeconds(15)),
                        new Media(
                                false,
                                List.of(),
                                List.of(80, 443, 8080, 8443),
                                DataSize.ofMegabytes(20),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3),
                                3,
                                20,
                                32,
                                List.of(
                                        "image/jpeg",
                                        "image/png",
                                        "image/gif",
                                        "image/webp",
                                        "image/heic",
                                        "image/heif",
                                        "application/pdf",
                                        "text/plain",
                                        "text/csv",
                                        "text/markdown")),
                        models(""),
                        new Routes(Path.of("routes"), true, Duration.ofMillis(500)),
                        new Simulator(true, false),
                        new NativeShims(true),
                        new Kafka(
                                "",
                                Map.of(),
                                "caravan",
                                "llm.requests",
                                "llm.replies",
                                List.of("llm.replies.*"),
                                "llm.requests.dlq",
                                "llm.cancellations",
                                "llm.answers",
                                256,
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(10),
                                DataSize.ofMegabytes(64))));
    }

    @Test
    void everyName_isUnderstood() {
        CaravanSettings settings = bind(Map.ofEntries(
                Map.entry("caravan.timeouts.connect", "1s"),
                Map.entry("caravan.timeouts.first-token", "2s"),
                Map.entry("caravan.timeouts.idle", "3s"),
                Map.entry("caravan.timeouts.total", "4s"),
                Map.entry("caravan.limits.body", "5KB"),
                Map.entry("caravan.limits.bodies", "6KB"),
                Map.entry("caravan.limits.answer", "7KB"),
                Map.entry("caravan.limits.in-flight", "8"),
                Map.entry("caravan.limits.nesting", "9"),
                Map.entry("caravan.upstream.connections", "10"),
                Map.entry("caravan.upstream.keep-alive", "11s"),
                Map.entry("caravan.stream.ping", "12s"),
                Map.entry("caravan.media.allow-private", "true"),
                Map.entry("caravan.media.allowed-hosts", "files.internal, 10.1.0.0/16"),
                Map.entry("caravan.media.ports", "14"),
                Map.entry("caravan.media.size", "15KB"),
                Map.entry("caravan.media.timeout", "16s"),
                Map.entry("caravan.media.connect", "17s"),
                Map.entry("caravan.media.redirects", "18"),
                Map.entry("caravan.media.parts", "19"),
                Map.entry("caravan.media.parallel", "20"),
                Map.entry("caravan.media.types", "image/png"),
                Map.entry("caravan.models.catalogue", "own.csv"),
                Map.entry("caravan.routes.directory", "elsewhere"),
                Map.entry("caravan.routes.reload", "false"),
                Map.entry("caravan.routes.poll", "13ms"),
                Map.entry("caravan.simulator.enabled", "false"),
                Map.entry("caravan.simulator.stand-in", "true"),
                Map.entry("caravan.native-shims.enabled", "false"),
                Map.entry("caravan.kafka.bootstrap-servers", "broker:9092"),
                Map.entry("caravan.kafka.properties.security.protocol", "SSL"),
                Map.entry("caravan.kafka.group", "group"),
                Map.entry("caravan.kafka.requests", "in"),
                Map.entry("caravan.kafka.replies", "out"),
                Map.entry("caravan.kafka.reply-topics", "a,b.*"),
                Map.entry("caravan.kafka.dead-letters", "dead"),
                Map.entry("caravan.kafka.cancellations", "cancel"),
                Map.entry("caravan.kafka.answers", "told"),
                Map.entry("caravan.kafka.max-in-flight", "21"),
                Map.entry("caravan.kafka.patience", "24s"),
                Map.entry("caravan.kafka.dedupe-window", "22s"),
                Map.entry("caravan.kafka.dedupe-size", "23KB")));

        assertThat(settings)
                .isEqualTo(new CaravanSettings(
                        new Timeouts(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)),
                        new Limits(DataSize.ofKilobytes(5), DataSize.ofKilobytes(6), DataSize.ofKilobytes(7), 8, 9),
                        new Upstream(10, Duration.ofSeconds(11)),
                        new Stream(Duration.ofSeconds(12)),
                        new Media(
                                true,
                                List.of("files.internal", "10.1.0.0/16"),
                                List.of(14),
                                DataSize.ofKilobytes(15),
                                Duration.ofSeconds(16),
                                Duration.ofSeconds(17),
                                18,
                                19,
                                20,
                                List.of("image/png")),
                        models("own.csv"),
                        new Routes(Path.of("elsewhere"), false, Duration.ofMillis(13)),
                        new Simulator(false, true),
                        new NativeShims(false),
                        new Kafka(
                                "broker:9092",
                                Map.of("security.protocol", "SSL"),
                                "group",
                                "in",
                                "out",
                                List.of("a", "b.*"),
                                "dead",
                                "cancel",
                                "told",
                                21,
                                Duration.ofSeconds(24),
                                Duration.ofSeconds(22),
                                DataSize.ofKilobytes(23))));
    }

    @Test
    void catalogue_isAFileIfOneIsNamed() {
        assertThat(models(" ").ownCatalogue()).isEmpty();
        assertThat(models("own.csv").ownCatalogue()).hasValue(Path.of("own.csv"));
    }

    @Test
    void valueThatIsNone_isRefused() {
        assertThatThrownBy(() -> bind(Map.of("caravan.timeouts.idle", "soon"))).isInstanceOf(BindException.class);
    }

    private static CaravanSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("caravan", CaravanSettings.class);
    }

    private static CaravanSettings.Models models(String catalogue) {
        return new CaravanSettings.Models(
                catalogue,
                Duration.ofSeconds(1),
                Duration.ofSeconds(900),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }
}
