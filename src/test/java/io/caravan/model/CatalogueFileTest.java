package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.model.CatalogueFile.Entry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueFileTest {

    private static final String HEADER = "model,provider,vision,function_calling,audio_input,pdf_input\n";

    @Test
    void row_isReadByTheNamesOfItsColumns() throws IOException {
        assertThat(read("""
            # A comment, with a comma

            provider,notes,vision,model,pdf_input,function_calling,audio_input
            Acme,"one, ""two""
            three",true,road-1,FALSE,,false
            """))
                .containsExactly(new Entry(
                        "acme",
                        "road-1",
                        new ModelFacts(Optional.of(true), Optional.empty(), Optional.of(false), Optional.of(false))));
    }

    @Test
    void missingColumns_leaveUnknown() throws IOException {
        assertThat(read("model\r\na\r\n b \r\n"))
                .containsExactly(new Entry("", "a", ModelFacts.UNKNOWN), new Entry("", "b", ModelFacts.UNKNOWN));
    }

    @Test
    void emptyTable_hasNoEntries() throws IOException {
        assertThat(read(HEADER)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void brokenFile_isToldWithItsLine(String text, String complaint) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CatalogueException.class)
                .hasMessage("own.csv, " + complaint);
    }

    static Stream<Arguments> brokenFile_isToldWithItsLine() {
        return Stream.of(
                Arguments.of("", "line 1: there is no header"),
                Arguments.of("# nothing\n", "line 1: there is no header"),
                Arguments.of("\nname,vision\n", "line 2: there is no column 'model'"),
                Arguments.of(HEADER + "a,b,true\n", "line 2: 3 cells under 6 columns"),
                Arguments.of(HEADER + "a,b,true,,,,\n", "line 2: 7 cells under 6 columns"),
                Arguments.of(HEADER + ",b,true,,,\n", "line 2: the model has no name"),
                Arguments.of(
                        HEADER + "a,b,,,,\n\na,b,yes,,,\n",
                        "line 4: vision must be true, false or empty, and is 'yes'"),
                Arguments.of(HEADER + "\"a\nb\",c,,,,\na,\"b,,,,\n", "line 4: a quote is not closed"));
    }

    @Test
    void fileOfTheOperators_isRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.csv"), HEADER + "a,acme,false,,,\n");

        assertThat(CatalogueFile.of(file)).extracting(Entry::model).containsExactly("a");
    }

    @Test
    void fileThatIsNotThereOrNoText_isTold(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.csv");
        Path binary = Files.write(folder.resolve("binary.csv"), "mödel".getBytes(StandardCharsets.ISO_8859_1));

        for (Path file : List.of(missing, binary)) {
            assertThatThrownBy(() -> CatalogueFile.of(file))
                    .isInstanceOf(CatalogueException.class)
                    .hasMessage("the catalogue " + file + " cannot be read as a file in UTF-8");
        }
    }

    @Test
    void catalogueThatComesWithTheGateway_isWholeAndWithoutDoubles() {
        List<Entry> entries = CatalogueFile.own();

        assertThat(entries).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(entries.stream()
                        .map(entry -> entry.provider() + "/" + entry.model())
                        .toList()))
                .hasSameSizeAs(entries);
        assertThat(entries).noneMatch(entry -> entry.provider().isEmpty());
    }

    private static List<Entry> read(String text) throws IOException {
        return CatalogueFile.entries(new StringReader(text), "own.csv");
    }
}
