package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Delta;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.chat.FinishReason;
import io.caravan.openai.ChoicePiece.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One of the alternatives of a streamed answer, as far as it has come. */
final class StreamedChoice {

    private static final ChoicePiece NOTHING = new ChoicePiece();

    private final int index;
    private final Dialect dialect;
    private final Finish.Failing failing;
    private final StreamedCalls calls = new StreamedCalls();
    private boolean begun;
    private boolean spoke;
    private boolean moderated;
    private boolean finished;

    StreamedChoice(int index, Dialect dialect, Finish.Failing failing) {
        this.index = index;
        this.dialect = dialect;
        this.failing = failing;
    }

    /** Whether it has begun and not ended. */
    boolean open() {
        return begun && !finished;
    }

    /** Takes what an event says: the role, then the next piece, then the end, each if it says so. */
    void take(ChoicePiece piece, Consumer<ChatChunk.Choice> choices) {
        if (piece.role && !begun) {
            choices.accept(choice(Delta.start(), Optional.empty()));
        }
        begun = true;
        moderated |= piece.moderated;
        if (piece.speaks()) {
            spoke |= !piece.content.isEmpty() || !piece.reasoning.isEmpty();
            choices.accept(new ChatChunk.Choice(
                    index, delta(piece, calls(piece.calls), piece.extras), Optional.empty(), piece.logprobs));
        }
        if (!piece.finish.isEmpty()) {
            finish(new Finish(piece.finish, piece.originalFinish, moderated), choices);
        }
    }

    /** Ends the choice if the provider has not said why it stopped. */
    void end(Consumer<ChatChunk.Choice> choices) {
        if (begun) {
            finish(new Finish("", "", moderated), choices);
        }
    }

    private void finish(Finish finish, Consumer<ChatChunk.Choice> choices) {
        if (finished) {
            return;
        }
        FinishReason reason = finish.reason(dialect, calls.any(), spoke, failing);
        finished = true;
        List<ToolCallDelta> completions = new ArrayList<>();
        calls.complete(completions::add);
        if (!completions.isEmpty()) {
            choices.accept(choice(delta(NOTHING, completions, Map.of()), Optional.empty()));
        }
        Map<String, JsonNode> extras = finish.addTo(Map.of(), reason);
        Delta rest = extras.isEmpty() ? Delta.EMPTY : delta(NOTHING, List.of(), extras);
        choices.accept(choice(rest, Optional.of(reason)));
    }

    private List<ToolCallDelta> calls(List<CallPiece> pieces) {
        if (pieces.isEmpty()) {
            return List.of();
        }
        List<ToolCallDelta> deltas = new ArrayList<>(pieces.size());
        pieces.forEach(piece -> calls.take(piece, deltas::add));
        return deltas;
    }

    private static Delta delta(ChoicePiece piece, List<ToolCallDelta> calls, Map<String, JsonNode> extras) {
        return new Delta(
                Optional.empty(),
                present(piece.content),
                present(piece.refusal),
                present(piece.reasoning),
                piece.thinkingBlocks,
                calls,
                extras);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private ChatChunk.Choice choice(Delta delta, Optional<FinishReason> reason) {
        return new ChatChunk.Choice(index, delta, reason, Optional.empty());
    }
}
