package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCatalogueTest {

    private static final Duration POLL = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    @Test
    void changedFile_takesEffect() throws IOException {
        Path file = write("# version: one\nprovider,model,input_per_mtok\nacme,m,1\n");
        try (LiveCatalogue catalogue = new LiveCatalogue(Optional.of(file), POLL)) {
            assertThat(catalogue.now().version()).endsWith("+one");

            write("# version: second\nprovider,model,input_per_mtok\nacme,m,2\n");

            Awaitility.await().until(() -> catalogue.now().version().endsWith("+second"));
            assertThat(price(catalogue)).isEqualTo("2");
        }
    }

    @Test
    void fileThatMakesNoSense_changesNothingUntilItIsRightAgain() throws IOException {
        Path file = write("# version: one\nprovider,model,input_per_mtok\nacme,m,1\n");
        try (LiveCatalogue catalogue = new LiveCatalogue(Optional.of(file), POLL)) {
            write("# version: wrong\nprovider,model,input_per_mtok\nacme,m,cheap\n");
            write("# version: wrong too\nno header that makes sense\n");
            assertThat(price(catalogue)).isEqualTo("1");

            write("# version: right\nprovider,model,input_per_mtok\nacme,m,3\n");

            Awaitility.await().until(() -> catalogue.now().version().endsWith("+right"));
            assertThat(price(catalogue)).isEqualTo("3");
        }
    }

    @Test
    void fileThatMakesNoSenseAtTheStart_stopsIt() throws IOException {
        Path file = write("provider,model,input_per_mtok\nacme,m,cheap\n");

        assertThatThrownBy(() -> new LiveCatalogue(Optional.of(file), POLL))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(file + ", line 2: input_per_mtok must be a number such as 0.25, and is 'cheap'");
    }

    @Test
    void withoutAFile_itIsTheOneThatComesWithTheGateway() {
        try (LiveCatalogue catalogue = new LiveCatalogue(Optional.empty(), POLL)) {
            assertThat(catalogue.now().version()).isEqualTo("2026-10-31");
        }
    }

    /** Moved into place, so that nobody reads half of it. */
    private Path write(String text) throws IOException {
        Path file = folder.resolve("own.csv");
        Files.move(Files.writeString(folder.resolve("next.csv"), text), file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private static String price(LiveCatalogue catalogue) {
        return catalogue
                .now()
                .prices(CatalogueTest.provider("acme"), "m")
                .orElseThrow()
                .input()
                .toPlainString();
    }
}
