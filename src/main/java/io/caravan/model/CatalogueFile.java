package io.caravan.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads a catalogue: a table with a header, of whose columns only {@code model} must be there. */
final class CatalogueFile {

    private static final String OWN = "models.csv";

    private CatalogueFile() {}

    /** One row: a model, of a provider or, if that is empty, of any. */
    record Entry(String provider, String model, ModelFacts facts) {}

    /** The catalogue that comes with the gateway. */
    static List<Entry> own() {
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(CatalogueFile.class.getResourceAsStream(OWN), OWN), UTF_8)) {
            return entries(text, OWN);
        } catch (IOException failure) {
            throw new CatalogueException(OWN + " cannot be read: " + failure.getMessage());
        }
    }

    /**
     * The catalogue in a file.
     *
     * @throws CatalogueException that says where it is wrong
     */
    static List<Entry> of(Path file) {
        try (Reader text = Files.newBufferedReader(file, UTF_8)) {
            return entries(text, file.toString());
        } catch (IOException _) {
            throw new CatalogueException("the catalogue " + file + " cannot be read as a file in UTF-8");
        }
    }

    static List<Entry> entries(Reader text, String name) throws IOException {
        try {
            List<Csv.Row> rows = Csv.rows(text);
            if (rows.isEmpty()) {
                throw new CatalogueException(1, "there is no header");
            }
            Columns columns = Columns.of(rows.getFirst());
            return rows.stream().skip(1).map(columns::entry).toList();
        } catch (CatalogueException wrong) {
            throw wrong.in(name);
        }
    }

    /** Where the columns stand. */
    private record Columns(List<String> names) {

        static Columns of(Csv.Row header) {
            if (!header.cells().contains("model")) {
                throw new CatalogueException(header.line(), "there is no column 'model'");
            }
            return new Columns(header.cells());
        }

        Entry entry(Csv.Row row) {
            if (row.cells().size() != names.size()) {
                throw new CatalogueException(
                        row.line(), row.cells().size() + " cells under " + names.size() + " columns");
            }
            String model = text(row, "model");
            if (model.isEmpty()) {
                throw new CatalogueException(row.line(), "the model has no name");
            }
            ModelFacts facts = new ModelFacts(
                    flag(row, "vision"),
                    flag(row, "function_calling"),
                    flag(row, "audio_input"),
                    flag(row, "pdf_input"));
            return new Entry(text(row, "provider").toLowerCase(Locale.ROOT), model, facts);
        }

        private String text(Csv.Row row, String column) {
            int index = names.indexOf(column);
            return index < 0 ? "" : row.cells().get(index);
        }

        private Optional<Boolean> flag(Csv.Row row, String column) {
            String cell = text(row, column);
            return switch (cell.toLowerCase(Locale.ROOT)) {
                case "" -> Optional.empty();
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default ->
                    throw new CatalogueException(
                            row.line(), column + " must be true, false or empty, and is '" + cell + "'");
            };
        }
    }
}
