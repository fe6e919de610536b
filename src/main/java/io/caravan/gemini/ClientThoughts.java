package io.caravan.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Thoughts between Gemini's clients and other models. Reasoning that another provider signed is given to the client as
 * thoughts, with kind and signature in a {@code thoughtSignature}, and is put together again when it comes back.
 */
final class ClientThoughts {

    private static final String THINKING = "thinking";
    private static final char SEPARATOR = '\n';

    private final StringBuilder reasoning = new StringBuilder();
    private final List<JsonNode> blocks = new ArrayList<>();
    private int signed;

    /** Takes a thought that a client sends back. */
    void add(String text, Optional<String> signature) {
        reasoning.append(text);
        signature.flatMap(ClientThoughts::opened).ifPresent(this::sign);
    }

    private void sign(String kindAndSignature) {
        int end = kindAndSignature.indexOf(SEPARATOR);
        String kind = kindAndSignature.substring(0, end);
        String signature = kindAndSignature.substring(end + 1);
        ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", kind);
        if (kind.equals(THINKING)) {
            block.put(THINKING, reasoning.substring(signed)).put("signature", signature);
        } else {
            block.put("data", signature);
        }
        blocks.add(block);
        signed = reasoning.length();
    }

    /** What was sealed here; nothing if it is a signature of Google's. */
    private static Optional<String> opened(String sealed) {
        try {
            String text = new String(Base64.getDecoder().decode(sealed), UTF_8);
            boolean ours = text.startsWith("thinking\n") || text.startsWith("redacted_thinking\n");
            return ours ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return reasoning.isEmpty() && blocks.isEmpty();
    }

    Optional<String> reasoning() {
        return reasoning.isEmpty() ? Optional.empty() : Optional.of(reasoning.toString());
    }

    List<JsonNode> blocks() {
        return blocks;
    }

    /** The part for a thought. */
    static ObjectNode part(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text).put("thought", true);
    }

    /**
     * The part for a signed block.
     *
     * @param said whether its text has been said before
     */
    static ObjectNode part(JsonNode block, boolean said) {
        String kind = block.path("type").asText();
        ObjectNode part = part(said ? "" : block.path(THINKING).asText(""));
        String signature =
                block.path(kind.equals(THINKING) ? "signature" : "data").asText("");
        return signature.isEmpty() ? part : part.put("thoughtSignature", sealed(kind, signature));
    }

    private static String sealed(String kind, String signature) {
        return Base64.getEncoder().encodeToString((kind + SEPARATOR + signature).getBytes(UTF_8));
    }

    /** The parts for whole blocks. */
    static ArrayNode parts(List<JsonNode> blocks) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        blocks.forEach(block -> parts.add(part(block, false)));
        return parts;
    }
}
