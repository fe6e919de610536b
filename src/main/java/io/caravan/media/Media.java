package io.caravan.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/** A file that was fetched. */
record Media(String type, byte[] bytes) {

    /** The file as a URL that holds it. */
    String dataUrl() {
        byte[] start = ("data:" + type + ";base64,").getBytes(ISO_8859_1);
        // Of the right size from the beginning: files are large.
        ByteArrayOutputStream url = new ByteArrayOutputStream(start.length + (bytes.length + 2) / 3 * 4);
        url.writeBytes(start);
        try (OutputStream encoded = Base64.getEncoder().wrap(url)) {
            encoded.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return url.toString(ISO_8859_1);
    }
}
