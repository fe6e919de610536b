package io.caravan.simulator;

import io.caravan.http.BodySink;
import io.caravan.http.StreamingBody;
import java.io.IOException;
import java.util.Optional;

/**
 * A whole answer that does not arrive as it should: torn into bytes, or only its first half.
 *
 * @param kind what happens after the first half, if only that is sent
 */
record BrokenBody(byte[] body, Optional<Mishap.Kind> kind, boolean splits, Patience patience) implements StreamingBody {

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] keepAlive() {
        return new byte[0];
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        int length = kind.isPresent() ? body.length / 2 : body.length;
        if (splits) {
            Events.drip(sink, body, length);
        } else {
            sink.write(body, 0, length);
        }
        if (kind.isPresent()) {
            breakOff(kind.get(), sink);
        }
    }

    private void breakOff(Mishap.Kind way, BodySink sink) throws IOException {
        switch (way) {
            case CUT -> sink.abort();
            case STALL -> {
                if (!patience.sitOutSilence()) {
                    throw new IOException("nobody listens any more");
                }
                sink.abort();
            }
            case END, MALFORMED, ERROR -> {
                // What is there is all that comes.
            }
        }
    }

    @Override
    public void close() {
        patience.end();
    }
}
