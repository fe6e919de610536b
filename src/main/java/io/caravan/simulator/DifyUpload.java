package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file that was uploaded to Dify. It is not kept: its id tells what is said of it later.
 *
 * @param type its media type
 * @param size in bytes
 */
record DifyUpload(String name, String type, int size) {

    private record Part(String head, String body) {

        /** A parameter of one of its headers, such as the name. */
        Optional<String> parameter(String name) {
            int start = head.indexOf(" " + name + "=\"");
            if (start < 0) {
                return Optional.empty();
            }
            int value = start + name.length() + 3;
            return Optional.of(head.substring(value, Math.max(value, head.indexOf('"', value))));
        }

        String type() {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring("content-type:".length()).strip())
                    .findFirst()
                    .orElse("application/octet-stream");
        }
    }

    /**
     * The file in a form.
     *
     * @param contentType of the form, with its boundary
     * @throws GatewayException if the file or the user is missing
     */
    static DifyUpload read(String contentType, byte[] form) {
        Map<String, Part> parts = parts(contentType, new String(form, ISO_8859_1));
        Optional<Part> file = Optional.ofNullable(parts.get("file"));
        if (file.isEmpty()) {
            throw GatewayException.invalid("file", "Please upload your file.");
        }
        if (!parts.containsKey("user")) {
            throw GatewayException.invalid("user", "Missing required parameter in the form");
        }
        byte[] name = file.get().parameter("filename").orElse("").getBytes(ISO_8859_1);
        return new DifyUpload(
                new String(name, UTF_8), file.get().type(), file.get().body().length());
    }

    private static Map<String, Part> parts(String contentType, String form) {
        int boundary = contentType.indexOf("boundary=");
        if (boundary < 0) {
            throw GatewayException.invalid("file", "Please upload your file.");
        }
        String line =
                "--" + contentType.substring(boundary + "boundary=".length()).replace("\"", "");
        Map<String, Part> parts = new HashMap<>();
        int start = form.indexOf(line);
        while (start >= 0) {
            int end = form.indexOf("\r\n" + line, start);
            int body = form.indexOf("\r\n\r\n", start);
            if (end >= 0 && body >= 0 && body < end) {
                Part part = new Part(form.substring(start, body), form.substring(body + 4, end));
                part.parameter("name").ifPresent(name -> parts.put(name, part));
            }
            start = end < 0 ? -1 : end + 2;
        }
        return parts;
    }

    /** Writes what Dify says of an upload. */
    void write(String id, long created, JsonGenerator json) throws IOException {
        int dot = name.lastIndexOf('.');
        json.writeStartObject();
        json.writeStringField("id", id + "." + size + "." + type.replace('/', '_'));
        json.writeStringField("name", Tokens.wellFormed(name));
        json.writeNumberField("size", size);
        json.writeStringField("extension", dot < 0 ? "" : name.substring(dot + 1));
        json.writeStringField("mime_type", type);
        json.writeStringField("created_by", "simulator");
        json.writeNumberField("created_at", created);
        json.writeEndObject();
    }

    /** What is said of the file with an id that an upload gave. */
    static String seen(String id) {
        String[] parts = id.split("\\.", 3);
        if (parts.length < 3 || parts[1].isEmpty() || !parts[1].chars().allMatch(Character::isDigit)) {
            throw GatewayException.invalid("files", "Invalid upload file");
        }
        return Attachment.of(parts[2].replace('_', '/'), parts[1]);
    }
}
