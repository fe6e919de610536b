package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;

/** A made-up text of the length and format that a schema asks for. */
final class SampleText {

    private static final int LONGEST = 10_000;

    private SampleText() {}

    static String of(JsonNode schema, Random random) {
        return switch (schema.path("format").asText()) {
            case "date-time" -> "2026-01-31T12:00:00Z";
            case "date" -> "2026-01-31";
            case "time" -> "12:00:00Z";
            case "duration" -> "PT5M";
            case "email" -> "lorem@example.com";
            case "hostname" -> "example.com";
            case "uri" -> "https://example.com/lorem";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
            default -> words(schema, random);
        };
    }

    private static String words(JsonNode schema, Random random) {
        int least = Math.min(LONGEST, schema.path("minLength").asInt(0));
        int most = Math.max(0, schema.path("maxLength").asInt(LONGEST));
        String text = String.join("", new Lorem(random.nextLong(), false).tokens(3 + least / 2));
        return text.substring(0, Math.min(most, text.length()));
    }
}
