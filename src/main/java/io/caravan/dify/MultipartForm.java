package io.caravan.dify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.UUID;

/**
 * A form with files.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">multipart/form-data</a>
 */
final class MultipartForm {

    private final String boundary = "caravan-" + UUID.randomUUID();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    /** Adds a field of text. */
    MultipartForm field(String name, String value) {
        return part("name=\"" + name + "\"", "text/plain; charset=utf-8", value.getBytes(UTF_8));
    }

    /** Adds a file. */
    MultipartForm file(String name, String filename, String mediaType, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"" + harmless(filename) + "\"", harmless(mediaType), content);
    }

    private MultipartForm part(String disposition, String type, byte[] content) {
        parts.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: "
                        + type + "\r\n\r\n")
                .getBytes(UTF_8));
        parts.writeBytes(content);
        parts.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    /** The text without anything that could end its header. */
    private static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.chars().forEach(c -> harmless.append(c < ' ' || c == '"' || c == '\\' ? '_' : (char) c));
        return harmless.toString();
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole form. */
    byte[] bytes() {
        ByteArrayOutputStream form = new ByteArrayOutputStream(parts.size() + boundary.length() + 8);
        form.writeBytes(parts.toByteArray());
        form.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }
}
