package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorPageTest {

    private static final Pattern PATH = Pattern.compile("path: \"?([^\"\n]+)");
    private static final Pattern MODEL = Pattern.compile("\\b(?:lorem|echo)(?:-[a-z0-9]+)*");

    @ParameterizedTest
    @EnumSource
    void everySetting_isInATableWithItsRange(Setting setting) throws IOException {
        List<String> rows = page().lines()
                .filter(line -> line.contains("| `" + setting.member() + "` |"))
                .toList();
        assertThat(rows).singleElement().asString().matches("\\| `-" + setting.mark() + "\\d*`.*");
        if (setting.implied().isEmpty()) {
            assertThat(rows.getFirst()).contains(" to " + highest(setting));
        }
    }

    @Test
    void everyModelOfTheExamples_isUnderstood() throws IOException {
        Stream<String> models = MODEL.matcher(page()).results().map(MatchResult::group);
        assertThat(models).hasSizeGreaterThan(20).allSatisfy(model -> SettingsReader.read(model, TestStage.json("{}")));
    }

    @Test
    void everyPath_isInTheTable() throws IOException {
        List<Path> routes;
        try (Stream<Path> files = Files.list(Path.of("routes/simulator"))) {
            routes = files.toList();
        }
        assertThat(routes).hasSizeGreaterThan(10);
        for (Path route : routes) {
            Matcher path = PATH.matcher(Files.readString(route));
            assertThat(path.find()).as(route.toString()).isTrue();
            assertThat(page()).contains("`" + path.group(1) + "`");
        }
    }

    private static String highest(Setting setting) {
        return String.format(Locale.ROOT, "%,d", Integer.valueOf(setting.range().replaceFirst(".* to ", "")));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/simulator.md"));
    }
}
