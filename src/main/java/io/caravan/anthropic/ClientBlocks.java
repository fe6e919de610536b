package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.anthropic.ClientBlock.Kind;
import io.caravan.chat.Delta.ToolCallDelta;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The blocks of a streamed answer in order. Only one may be open at a time, so that a call whose arguments come before
 * those of an earlier call are whole has to wait.
 */
final class ClientBlocks {

    private final ClientWire wire;
    private final Deque<ClientBlock> blocks = new ArrayDeque<>();
    private final Map<Integer, ClientBlock> calls = new HashMap<>();
    private int index;

    ClientBlocks(ClientWire wire) {
        this.wire = wire;
    }

    void text(String text) throws IOException {
        add(Kind.TEXT, text);
    }

    void thinking(String text) throws IOException {
        add(Kind.THINKING, text);
    }

    private void add(Kind kind, String piece) throws IOException {
        if (blocks.isEmpty() || !blocks.getLast().continues(kind)) {
            begin(new ClientBlock(kind, kind == Kind.TEXT ? ClientForms.text("") : ClientForms.thinking("")));
        }
        grow(blocks.getLast(), piece);
    }

    /** Whether thinking is under way, so that a signature belongs to it. */
    boolean thinks() {
        return !blocks.isEmpty() && blocks.getLast().continues(Kind.THINKING);
    }

    /** Signs the thinking that is under way. */
    void sign(String signature) {
        blocks.getLast().sign(signature);
    }

    /** A block that has no pieces. */
    void whole(JsonNode block) throws IOException {
        begin(new ClientBlock(Kind.WHOLE, block));
    }

    /** A piece of a call. */
    void call(ToolCallDelta piece) throws IOException {
        ClientBlock block = calls.get(piece.index());
        if (block == null) {
            block = new ClientBlock(
                    Kind.CALL,
                    ClientForms.call(piece.id().orElse(""), piece.name().orElse(""), piece.extras()));
            calls.put(piece.index(), block);
            begin(block);
        }
        grow(block, piece.arguments());
    }

    /** A piece of the answer that is dressed up as a call. */
    void answer(String json) throws IOException {
        if (blocks.isEmpty() || !blocks.getLast().continues(Kind.CALL)) {
            begin(new ClientBlock(Kind.CALL, ClientForms.answerCall()));
        }
        grow(blocks.getLast(), json);
    }

    private void begin(ClientBlock block) throws IOException {
        blocks.add(block);
        if (blocks.size() == 1) {
            block.start(index, wire);
        }
        advance();
    }

    private void grow(ClientBlock block, String piece) throws IOException {
        block.add(piece);
        if (block == blocks.peek()) {
            block.send(index, wire);
            advance();
        }
    }

    /** Ends blocks that nothing can follow in, as far as others wait behind them. */
    private void advance() throws IOException {
        while (blocks.size() > 1 && blocks.getFirst().mayEnd()) {
            next();
        }
    }

    private void next() throws IOException {
        blocks.removeFirst().stop(index, wire);
        index++;
        ClientBlock block = blocks.peek();
        if (block != null) {
            block.start(index, wire);
            block.send(index, wire);
        }
    }

    /** Nothing more comes. */
    void end() throws IOException {
        while (!blocks.isEmpty()) {
            next();
        }
    }
}
