package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.util.Base64;

/** What a simulated model says of a picture, a sound or a file, so that one can see that it arrived. */
final class Attachment {

    private Attachment() {}

    /**
     * Something that came as base64.
     *
     * @param path of the member that holds it
     * @throws GatewayException if it is no base64
     */
    static String inline(String type, String base64, String path) {
        try {
            return of(type, String.valueOf(Base64.getDecoder().decode(base64).length));
        } catch (IllegalArgumentException _) {
            throw GatewayException.invalid(path, "is not valid base64 data");
        }
    }

    /** Something of that many bytes. */
    static String of(String type, String bytes) {
        return a(type) + " of " + bytes + " bytes";
    }

    /** Something that was sent as text. */
    static String text(String type, String text) {
        return a(type) + " that says " + text;
    }

    /**
     * Something at an address, which may be a data URL.
     *
     * @param kind what it is if its address does not tell
     */
    static String at(String kind, String url, String path) {
        if (!url.startsWith("data:")) {
            return a(kind) + " at " + url;
        }
        int comma = url.indexOf(',');
        int semicolon = url.indexOf(';');
        if (comma < 0 || semicolon < 0 || semicolon > comma) {
            throw GatewayException.invalid(path, "is not a data URL with base64 data");
        }
        return inline(url.substring("data:".length(), semicolon), url.substring(comma + 1), path);
    }

    /** Something that the provider is to have already. */
    static String named(String kind, String id) {
        return a(kind) + " named " + id;
    }

    private static String a(String type) {
        return (type.isEmpty() || "aeiou".indexOf(type.charAt(0)) < 0 ? "a " : "an ") + type;
    }
}
