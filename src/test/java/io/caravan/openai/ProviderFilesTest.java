package io.caravan.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.provider.Clauses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderFilesTest {

    private static final Set<String> WORDS = Set.of(
            "model",
            "drop",
            "refuse",
            "rename",
            "clamp",
            "set",
            "unstreamed",
            "effort",
            "formats",
            "choice",
            "messages",
            "defaults",
            "inline",
            "links",
            "finish",
            "errors",
            "done",
            "family",
            "families",
            "path",
            "auth",
            "version",
            "listing",
            "list",
            "listed",
            "unlisted");

    static List<ProviderFile> files() {
        List<ProviderFile> files = ProviderFile.all();
        assertThat(files).hasSizeGreaterThan(20);
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_isShort(ProviderFile file) {
        assertThat(file.lines()).isLessThan(20);
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_namesItselfAndItsVariables(ProviderFile file) {
        String prefix = file.id().toUpperCase(Locale.ROOT);
        assertThat(file.parameters()).containsEntry("provider", file.id());
        assertThat(Clauses.divided(file.parameters().get("keys"), ",")).contains(prefix + "_API_KEY");
        assertThat(Clauses.divided(file.parameters().get("urls"), ",")).contains(prefix + "_BASE_URL");
        assertThat(file.parameters().getOrDefault("url", "")).doesNotEndWith("/");
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_usesWordsThatMeanSomething(ProviderFile file) {
        assertThat(WORDS).containsAll(file.quirks().words().keySet());
        assertThat(new Dialects().of(file.provider())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("files")
    void errorTable_namedInAFile_exists(ProviderFile file) {
        boolean named = file.quirks().word("errors").isPresent();
        assertThat(new Dialects().of(file.provider()).errors().entries().isEmpty())
                .isEqualTo(!named);
    }

    @ParameterizedTest
    @MethodSource("files")
    void documentation_tellsWhatTheFileSays(ProviderFile file) throws IOException {
        String row = Files.readAllLines(Path.of("docs/providers.md")).stream()
                .filter(line -> line.startsWith("| `" + file.id() + "`"))
                .findFirst()
                .orElseThrow();
        for (String name : List.of("aliases", "models", "keys", "tokens", "urls")) {
            for (String item : Clauses.divided(file.parameters().getOrDefault(name, ""), ",")) {
                assertThat(row).contains("`" + item + "`");
            }
        }
        assertThat(row).contains(file.parameters().getOrDefault("url", ""));
    }

    @Test
    void documentation_tellsEveryWord() throws IOException {
        String documentation = Files.readString(Path.of("docs/providers.md"));
        assertThat(WORDS).allMatch(word -> documentation.contains("\n| `" + word + "` | `"));
    }
}
