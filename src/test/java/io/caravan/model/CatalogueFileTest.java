package io.caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.model.CatalogueFile.Entry;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.ModelFacts.Ability;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
                        true,
                        new ModelFacts(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(Ability.IMAGES, true, Ability.DOCUMENTS, false, Ability.AUDIO, false)),
                        Optional.empty()));
    }

    @Test
    void missingColumns_leaveUnknown() throws IOException {
        assertThat(read("model\r\na\r\n b \r\n"))
                .containsExactly(
                        new Entry("", "a", true, ModelFacts.UNKNOWN, Optional.empty()),
                        new Entry("", "b", true, ModelFacts.UNKNOWN, Optional.empty()));
    }

    @Test
    void limitsAndPrices_areReadAsTheyStand() throws IOException {
        String columns = "model,display_name,context_window,max_output_tokens,currency,input_per_mtok,output_per_mtok,"
                + "cached_input_per_mtok,cache_write_per_mtok,cache_write_hour_per_mtok,tier_above_tokens,"
                + "input_above_tier,output_above_tier,batch_discount\n";
        assertThat(read(columns + "m,The M,1000,100,CNY,1.5,6,0.15,2,3,500,3,12,0.5\ne,,,,,0,,,,,,,,\n"))
                .containsExactly(
                        new Entry(
                                "",
                                "m",
                                true,
                                new ModelFacts(Optional.of("The M"), Optional.of(1000), Optional.of(100), Map.of()),
                                Optional.of(new Prices(
                                        "CNY",
                                        new BigDecimal("1.5"),
                                        price("6"),
                                        price("0.15"),
                                        price("2"),
                                        price("3"),
                                        Optional.of(new Prices.Tier(500, new BigDecimal(3), new BigDecimal(12))),
                                        price("0.5")))),
                        new Entry(
                                "",
                                "e",
                                true,
                                ModelFacts.UNKNOWN,
                                Optional.of(new Prices(
                                        "USD",
                                        BigDecimal.ZERO,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        output_per_mtok                | 1         | output_per_mtok needs input_per_mtok beside it
        input_per_mtok                 | -1        | input_per_mtok must be a number such as 0.25, and is '-1'
        input_per_mtok                 | 1e3       | input_per_mtok must be a number such as 0.25, and is '1e3'
        input_per_mtok,currency        | 1,dollars | currency must be a code of three capitals, such as USD, and is 'dollars'
        input_per_mtok,batch_discount  | 1,1.5     | batch_discount must be between 0 and 1
        input_per_mtok,tier_above_tokens | 1,5     | tier_above_tokens, input_above_tier, output_above_tier belong together
        context_window                 | 0         | context_window must be a whole number above 0, and is '0'
        mode                           | song      | mode must be chat, embedding or empty, and is 'song'
        max_output_tokens              | many      | max_output_tokens must be a whole number above 0, and is 'many'
        """)
    void cellThatMakesNoSense_isToldWithItsColumn(String columns, String cells, String complaint) {
        assertThatThrownBy(() -> read("model," + columns + "\nm," + cells + "\n"))
                .isInstanceOf(CatalogueException.class)
                .hasMessage("own.csv, line 2: " + complaint);
    }

    @Test
    void version_isThatOfTheFirstLineOrASumOfTheBytes() throws IOException {
        assertThat(CatalogueFile.of("# version: mine-3\nmodel\na\n", "x").version())
                .isEqualTo("mine-3");
        String sum = CatalogueFile.of("model\na\n", "x").version();
        assertThat(sum).matches("[0-9a-f]{8}");
        assertThat(CatalogueFile.of("model\nb\n", "x").version()).isNotEqualTo(sum);
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

        assertThat(CatalogueFile.of(file).entries()).extracting(Entry::model).containsExactly("a");
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
        List<Entry> entries = CatalogueFile.own().entries();

        assertThat(entries).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(entries.stream()
                        .map(entry -> entry.provider() + "/" + entry.model())
                        .toList()))
                .hasSameSizeAs(entries);
        assertThat(entries).noneMatch(entry -> entry.provider().isEmpty());
    }

    private static Optional<BigDecimal> price(String price) {
        return Optional.of(new BigDecimal(price));
    }

    private static List<Entry> read(String text) throws IOException {
        return CatalogueFile.of(text, "own.csv").entries();
    }
}
