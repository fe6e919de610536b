package io.caravan.openai;

import io.caravan.chat.Delta.ToolCallDelta;
import io.caravan.openai.ChoicePiece.CallPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tool calls of one choice as far as they have come. Providers number them in many ways: with indexes, with
 * ids alone, with the same index for all or with a new id in every piece.
 */
final class StreamedCalls {

    private final List<Call> calls = new ArrayList<>();

    boolean any() {
        return !calls.isEmpty();
    }

    /** The next piece of a call, under the number that counts calls in order of first appearance. */
    ToolCallDelta take(CallPiece piece) {
        int known = find(piece);
        Call call = known < 0 ? open(piece) : calls.get(known);
        boolean namedNow = !call.named && !piece.name().isEmpty();
        call.named |= namedNow;
        call.argued |= !piece.arguments().isBlank();
        return new ToolCallDelta(
                known < 0 ? calls.size() - 1 : known,
                known < 0 ? Optional.of(call.id) : Optional.empty(),
                namedNow ? Optional.of(piece.name()) : Optional.empty(),
                piece.arguments(),
                piece.extras());
    }

    /** The missing arguments of the calls that ended without any. */
    List<ToolCallDelta> completions() {
        List<ToolCallDelta> completions = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (!calls.get(i).argued) {
                calls.get(i).argued = true;
                completions.add(new ToolCallDelta(i, Optional.empty(), Optional.empty(), "{}", Map.of()));
            }
        }
        return completions;
    }

    private Call open(CallPiece piece) {
        Call call = new Call(piece.index(), piece.id().isEmpty() ? CallIds.invented() : piece.id());
        calls.add(call);
        return call;
    }

    /** The number of the call that the piece continues, or -1 if it begins one. */
    private int find(CallPiece piece) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).continuedBy(piece)) {
                return i;
            }
        }
        return piece.index() < 0 && piece.id().isEmpty() && piece.name().isEmpty() ? calls.size() - 1 : -1;
    }

    private static final class Call {

        private final int index;
        private final String id;
        private boolean named;
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
