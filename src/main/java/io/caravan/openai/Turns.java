package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the provider wants the turns of a conversation: {@code text} (strings only), {@code joined} (text parts
 * as one string), {@code reasoning} (given back on turns that called tools), {@code merged} (no two turns of one
 * role in a row), {@code bare-images} (base64 without its {@code data:} prefix), {@code short-call-ids} (of nine
 * letters or digits), and the names of {@link Extensions}. All know the role system and not developer, and all take empty content for none.
 */
record Turns(Clauses<Set<String>> wishes) implements RequestQuirk {

    private static final Vocabulary WISHES =
            Vocabulary.of(Extensions.ALL).and("text", "joined", "reasoning", "merged", "bare-images", "short-call-ids");

    static Turns of(Quirks quirks) {
        return new Turns(Clauses.of(quirks, "messages", text -> WISHES.all(Clauses.divided(text, ","))));
    }

    @Override
    public void apply(Draft draft) {
        Set<String> wanted = wishes.first(draft.model()).orElse(Set.of());
        ArrayNode turns = draft.turns();
        for (int i = 0; i < turns.size(); i++) {
            turn(draft, i, (ObjectNode) turns.get(i), wanted);
        }
        if (wanted.contains("merged")) {
            merge(turns);
        }
    }

    private static void turn(Draft draft, int index, ObjectNode turn, Set<String> wanted) {
        Message message = draft.routed().chat().messages().get(index);
        if (message.role() == Role.DEVELOPER) {
            turn.put("role", Role.SYSTEM.wireName());
        }
        if (!turn.has("content")) {
            turn.put("content", "");
        }
        if (wanted.contains("text")) {
            refuseOtherThanText(draft, index, turn);
            join(turn);
        } else if ((wanted.contains("joined") || message.role() == Role.TOOL) && nothingButPlainText(turn)) {
            join(turn);
        }
        if (wanted.contains("reasoning") && !message.toolCalls().isEmpty()) {
            turn.put("reasoning_content", message.reasoning().orElse(""));
        }
        if (wanted.contains("bare-images")) {
            turn.path("content").forEach(Turns::bare);
        }
        if (wanted.contains("short-call-ids")) {
            CallIds.shorten(turn);
        }
    }

    private static void refuseOtherThanText(Draft draft, int index, ObjectNode turn) {
        int position = 0;
        for (JsonNode part : turn.get("content")) {
            if (!part.path("type").asText().equals("text")) {
                String path = "messages." + index + ".content." + position;
                throw draft.refusal(path, draft.model() + " takes text only");
            }
            position++;
        }
    }

    /** Whether all parts are text without vendor members such as {@code cache_control}. */
    private static boolean nothingButPlainText(ObjectNode turn) {
        return turn.get("content").valueStream().allMatch(part -> part.has("text") && part.size() == 2);
    }

    private static void join(ObjectNode turn) {
        if (turn.get("content") instanceof ArrayNode parts) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(part.path("text").asText()));
            turn.put("content", text.toString());
        }
    }

    private static void bare(JsonNode part) {
        String url = part.path("image_url").path("url").asText();
        int comma = url.indexOf(',');
        if (url.startsWith("data:") && comma > 0) {
            ((ObjectNode) part.get("image_url")).put("url", url.substring(comma + 1));
        }
    }

    private static void merge(ArrayNode turns) {
        List<JsonNode> merged = new ArrayList<>();
        for (JsonNode turn : turns) {
            if (merged.isEmpty() || !mergeable(merged.getLast(), turn)) {
                merged.add(turn);
            } else {
                ObjectNode last = (ObjectNode) merged.getLast();
                last.put(
                        "content",
                        last.get("content").asText() + "\n\n"
                                + turn.get("content").asText());
            }
        }
        turns.removeAll().addAll(merged);
    }

    private static boolean mergeable(JsonNode first, JsonNode second) {
        return first.get("role").equals(second.get("role")) && nothingButText(first) && nothingButText(second);
    }

    private static boolean nothingButText(JsonNode turn) {
        return turn.size() == 2 && turn.get("content").isTextual();
    }
}
