package io.caravan.call;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All calls in flight, looked after by one thread: timeouts pass, clients leave, silent streams need a ping. */
public final class Calls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Duration PULSE = Duration.ofMillis(100);

    private final Timeouts timeouts;
    private final int limit;
    private final AtomicInteger admitted = new AtomicInteger();
    private final Set<Call> inFlight = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("calls").factory());

    /**
     * @param limit how many calls may be in flight
     */
    public Calls(Timeouts timeouts, int limit) {
        this.timeouts = timeouts;
        this.limit = limit;
        var _ = pulse.scheduleWithFixedDelay(
                this::lookAfter, PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A call that begins now. */
    public Call begin(String id) {
        return begin(id, timeouts);
    }

    /** A call that begins now and has deadlines of its own. */
    public Call begin(String id, Timeouts deadlines) {
        Call call = new Call(id, deadlines);
        inFlight.add(call);
        return call;
    }

    /**
     * Lets a call in.
     *
     * @throws GatewayException if as many are in flight as may be
     */
    public void admit(Call call) {
        if (admitted.incrementAndGet() > limit) {
            admitted.decrementAndGet();
            throw new GatewayException(ErrorCode.TOO_BUSY, "the gateway has " + limit + " calls in flight already")
                    .retryAfter(Optional.of(Duration.ofSeconds(1)));
        }
        call.onEnd(admitted::decrementAndGet);
    }

    /** A call has ended, in whatever way. */
    public void end(Call call) {
        inFlight.remove(call);
        call.end();
    }

    /** How many calls are in flight. */
    public int size() {
        return inFlight.size();
    }

    /** Whether every call that is now in flight has ended. */
    public boolean settled(Set<Call> earlier) {
        return earlier.stream().noneMatch(inFlight::contains);
    }

    /** The calls in flight at this moment. */
    public Set<Call> now() {
        return Set.copyOf(inFlight);
    }

    private void lookAfter() {
        for (Call call : inFlight) {
            try {
                call.pulse();
            } catch (RuntimeException failure) {
                // The others depend on this thread, which would never run again.
                LOG.warn("{} could not be looked after", call.id(), failure);
            }
        }
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        inFlight.forEach(call -> call.cancel(CancelReason.SHUTDOWN));
    }
}
