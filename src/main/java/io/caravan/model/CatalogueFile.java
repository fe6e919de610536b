package io.caravan.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.provider.ModelFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A catalogue as a table with a header, of whose columns only {@code model} must be there.
 *
 * @param version as its first line tells it, {@code # version: 2026-10-31}, or else a sum of its bytes
 */
record CatalogueFile(String version, List<Entry> entries) {

    private static final String OWN = "models.csv";
    private static final Pattern VERSION = Pattern.compile("#\\s*version:\\s*(\\S{1,40})\\s*(\\R.*)?", Pattern.DOTALL);

    CatalogueFile {
        entries = List.copyOf(entries);
    }

    /**
     * One row: a model, of a provider or, if that is empty, of any.
     *
     * @param chats whether it is one for chat, and not for embeddings
     */
    record Entry(String provider, String model, boolean chats, ModelFacts facts, Optional<Prices> prices) {}

    /** The catalogue that comes with the gateway. */
    static CatalogueFile own() {
        try (InputStream file = Objects.requireNonNull(CatalogueFile.class.getResourceAsStream(OWN), OWN)) {
            return of(file.readAllBytes(), OWN);
        } catch (IOException failure) {
            throw new CatalogueException(OWN + " cannot be read: " + failure.getMessage());
        }
    }

    /**
     * The catalogue in a file.
     *
     * @throws CatalogueException that says where it is wrong
     */
    static CatalogueFile of(Path file) {
        try {
            return of(Files.readAllBytes(file), file.toString());
        } catch (IOException _) {
            throw new CatalogueException("the catalogue " + file + " cannot be read as a file in UTF-8");
        }
    }

    private static CatalogueFile of(byte[] bytes, String name) throws IOException {
        return of(text(bytes), name);
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    static CatalogueFile of(String text, String name) throws IOException {
        try {
            List<Csv.Row> rows = Csv.rows(new StringReader(text));
            if (rows.isEmpty()) {
                throw new CatalogueException(1, "there is no header");
            }
            CatalogueColumns columns = CatalogueColumns.of(rows.getFirst());
            return new CatalogueFile(
                    version(text), rows.stream().skip(1).map(columns::entry).toList());
        } catch (CatalogueException wrong) {
            throw wrong.in(name);
        }
    }

    private static String version(String text) {
        Matcher told = VERSION.matcher(text);
        if (told.matches()) {
            return told.group(1);
        }
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }
}
