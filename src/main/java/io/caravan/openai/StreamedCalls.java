package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.openai.ChoicePiece.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tool calls of one choice as they have come. Providers number them in many ways: with indexes, with
 * ids alone, with the same index for all or with a new id in every piece.
 */
final class StreamedCalls {

    private final List<Call> calls = new ArrayList<>();
    private int told;

    boolean any() {
        return !calls.isEmpty();
    }

    /** The next piece of a call, under the number that counts calls in order of first appearance. */
    void take(CallPiece piece, Consumer<ToolCallDelta> deltas) {
        Call call = find(piece).orElseGet(() -> open(piece));
        call.name = call.name.isEmpty() ? piece.name() : call.name;
        if (call.number < 0 && call.name.isEmpty()) {
            call.held += piece.arguments();
            return;
        }
        tell(call, piece.arguments(), piece.extras(), deltas);
    }

    /** What is missing of the calls that have ended: arguments of those without any, and those that had no name. */
    void complete(Consumer<ToolCallDelta> deltas) {
        for (Call call : calls) {
            if (!call.argued) {
                tell(call, call.held.isBlank() ? "{}" : "", Map.of(), deltas);
            }
        }
    }

    private void tell(Call call, String arguments, Map<String, JsonNode> extras, Consumer<ToolCallDelta> deltas) {
        String fragment = call.held.isEmpty() ? arguments : call.held + arguments;
        boolean first = call.number < 0;
        call.number = first ? told++ : call.number;
        call.held = "";
        call.argued |= !fragment.isBlank();
        deltas.accept(new ToolCallDelta(
                call.number,
                first ? Optional.of(call.id) : Optional.empty(),
                first ? Optional.of(call.name) : Optional.empty(),
                fragment,
                extras));
    }

    private Call open(CallPiece piece) {
        Call call = new Call(piece.index(), piece.id().isEmpty() ? CallIds.invented() : piece.id());
        calls.add(call);
        return call;
    }

    /** The call that the piece continues, if it does not begin one. */
    private Optional<Call> find(CallPiece piece) {
        for (Call call : calls.reversed()) {
            if (call.continuedBy(piece)) {
                return Optional.of(call);
            }
        }
        boolean unmarked =
                piece.index() < 0 && piece.id().isEmpty() && piece.name().isEmpty();
        return unmarked && any() ? Optional.of(calls.getLast()) : Optional.empty();
    }

    /** One call; until its name is known nothing is told of it. */
    private static final class Call {

        private final int index;
        private final String id;
        private String name = "";
        private String held = "";
        private int number = -1;
        private boolean argued;

        Call(int index, String id) {
            this.index = index;
            this.id = id;
        }

        /** A new id begins a new call only together with a name: some give each piece an id of its own. */
        boolean continuedBy(CallPiece piece) {
            boolean sameId = piece.id().isEmpty() || piece.id().equals(id);
            if (piece.index() < 0) {
                return !piece.id().isEmpty() && sameId;
            }
            return piece.index() == index && (sameId || piece.name().isEmpty());
        }
    }
}
