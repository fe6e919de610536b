package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.client.ArgumentText;
import java.io.IOException;

/** One block of a streamed answer: sent piece by piece when it is its turn, held until then. */
final class ClientBlock {

    /** What comes in pieces. */
    enum Kind {
        TEXT("text_delta", "text"),
        THINKING("thinking_delta", "thinking"),
        CALL("input_json_delta", "partial_json"),
        /** Nothing: the block is whole from its start. */
        WHOLE("", "");

        private final String delta;
        private final String member;

        Kind(String delta, String member) {
            this.delta = delta;
            this.member = member;
        }
    }

    private final Kind kind;
    private final JsonNode start;
    private final StringBuilder held = new StringBuilder();
    private final ArgumentText arguments = new ArgumentText();
    private String signature = "";

    ClientBlock(Kind kind, JsonNode start) {
        this.kind = kind;
        this.start = start;
    }

    /** Whether further pieces of that kind belong here, not into a block of their own. */
    boolean continues(Kind other) {
        return kind == other && signature.isEmpty();
    }

    /** Whether nothing more is to come once another block has begun. */
    boolean mayEnd() {
        return kind != Kind.CALL || arguments.whole();
    }

    void add(String piece) {
        held.append(piece);
        if (kind == Kind.CALL) {
            arguments.add(piece);
        }
    }

    void sign(String signature) {
        this.signature = signature;
    }

    void start(int index, ClientWire wire) throws IOException {
        wire.blockStart(index, start);
    }

    /** Sends what is held. */
    void send(int index, ClientWire wire) throws IOException {
        wire.blockDelta(index, kind.delta, kind.member, held.toString());
        held.setLength(0);
    }

    void stop(int index, ClientWire wire) throws IOException {
        wire.blockDelta(index, "signature_delta", "signature", signature);
        wire.blockStop(index);
    }
}
