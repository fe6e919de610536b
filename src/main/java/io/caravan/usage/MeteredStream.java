package io.caravan.usage;

import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Usage;
import io.caravan.error.GatewayException;
import io.caravan.provider.Routed;
import io.caravan.usage.UsageRecord.Outcome;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A stream that ends with what it took and cost, and that tells, when it is closed, how it ended and the same. */
public final class MeteredStream implements ChatStream {

    private final ChatStream stream;
    private final Routed routed;
    private final Billing billing;
    private final BiConsumer<Outcome, Usage> end;
    private final Tally tally = new Tally();
    private Optional<Usage> bill = Optional.empty();
    private Outcome outcome = Outcome.CANCELLED;
    private boolean closed;

    /**
     * @param end called once, with {@link Outcome#CANCELLED} if nobody read the stream to its end
     */
    public MeteredStream(ChatStream stream, Routed routed, Billing billing, BiConsumer<Outcome, Usage> end) {
        this.stream = stream;
        this.routed = routed;
        this.billing = billing;
        this.end = end;
    }

    @Override
    public Head head() {
        return stream.head();
    }

    /** Only the last piece has the cost, so that providers who count with every piece are not charged with each. */
    @Override
    public Optional<ChatChunk> next() {
        if (bill.isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<ChatChunk> chunk = stream.next();
            if (chunk.isEmpty()) {
                return Optional.of(ChatChunk.usage(ended()));
            }
            tally.take(chunk.get());
            return chunk;
        } catch (GatewayException failure) {
            outcome = Outcomes.of(failure);
            throw failure;
        }
    }

    private Usage ended() {
        Usage usage = billing.ended(routed, head().model(), tally);
        bill = Optional.of(usage);
        outcome = Outcome.SUCCESS;
        return usage;
    }

    @Override
    public void beforeWait(Runnable action) {
        stream.beforeWait(action);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stream.close();
            end.accept(outcome, bill.orElseGet(() -> billing.cutOff(routed, head().model(), tally)));
        }
    }
}
