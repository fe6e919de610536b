package io.caravan.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.Usage;
import java.util.List;
import java.util.Optional;

/** What a stream has told so far of what it takes: its usage, its tier, and else the text itself. */
final class Tally {

    /** What thousands of streams can keep at once, and more than most answers have. */
    private static final int KEPT = 1 << 16;

    private final SampledText text = new SampledText(KEPT);
    private Optional<Usage> usage = Optional.empty();
    private Optional<JsonNode> tier = Optional.empty();
    private long toldAt;
    private boolean running;

    void take(ChatChunk chunk) {
        long before = text.length();
        List<ChatChunk.Choice> choices = chunk.choices();
        for (int i = 0; i < choices.size(); i++) {
            add(choices.get(i).delta());
        }
        if (chunk.usage().isPresent()) {
            running = usage.isPresent() || text.length() == before;
            usage = chunk.usage();
            toldAt = text.length();
        }
        if (!chunk.extras().isEmpty()) {
            tier = ServiceTier.told(chunk.extras()).or(() -> tier);
        }
    }

    private void add(Delta delta) {
        add(delta.reasoning());
        add(delta.content());
        add(delta.refusal());
        List<ToolCallDelta> calls = delta.toolCalls();
        for (int i = 0; i < calls.size(); i++) {
            add(calls.get(i).name());
            text.add(calls.get(i).arguments());
        }
    }

    private void add(Optional<String> piece) {
        if (piece.isPresent()) {
            text.add(piece.get());
        }
    }

    /** All that was said. */
    SampledText text() {
        return text;
    }

    /** The usage that was told last. */
    Optional<Usage> usage() {
        return usage;
    }

    /**
     * Whether the usage counts all that was said. What comes once, with the first text, as Anthropic's does, counts what
     * went in.
     */
    boolean isCounted() {
        boolean silent = text.length() == 0;
        return silent || (running && toldAt == text.length() && usage.stream().anyMatch(Tally::countsOutput));
    }

    private static boolean countsOutput(Usage told) {
        return told.completionTokens() > 0;
    }

    /** The tier that was told last. */
    Optional<JsonNode> tier() {
        return tier;
    }
}
