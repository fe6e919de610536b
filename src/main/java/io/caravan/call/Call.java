package io.caravan.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One request from its entrance to its end. It can be cancelled from any thread, which runs what was registered
 * with {@link #onCancel}; whoever works for it finds it in {@link #CURRENT}.
 */
public final class Call {

    /** The call that the running thread works for. */
    public static final ScopedValue<Call> CURRENT = ScopedValue.newInstance();

    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final String id;
    private final Timeouts timeouts;
    private final long started = System.nanoTime();
    private final List<Runnable> cancellations = new CopyOnWriteArrayList<>();
    private final List<Runnable> pulses = new CopyOnWriteArrayList<>();
    private final List<Runnable> endings = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<CancelReason>> cancelled = new AtomicReference<>(Optional.empty());

    private volatile long deadline;
    private volatile long asked = started;
    private volatile long waitingSince = NEVER;
    private volatile boolean streaming;
    private volatile boolean begun;

    public Call(String id, Timeouts timeouts) {
        this.id = id;
        this.timeouts = timeouts;
        this.deadline = started + timeouts.total().toNanos();
    }

    /** The call that the running thread works for, if it works for one. */
    public static Optional<Call> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The id under which logs, errors and the {@code x-request-id} header know the call. */
    public String id() {
        return id;
    }

    /** Nanoseconds since the call began. */
    public long age() {
        return System.nanoTime() - started;
    }

    /** Breaks the call off; the first reason counts. */
    public void cancel(CancelReason reason) {
        if (cancelled.compareAndSet(Optional.empty(), Optional.of(reason))) {
            cancellations.forEach(Runnable::run);
        }
    }

    /** Why the call was broken off, if it was. */
    public Optional<CancelReason> cancelled() {
        return cancelled.get();
    }

    /** Runs the action when the call is cancelled, at once if it already is. */
    public void onCancel(Runnable action) {
        cancellations.add(action);
        if (cancelled.get().isPresent()) {
            action.run();
        }
    }

    /** The provider is asked for a stream; from now on the first-token and idle timeouts count too. */
    public void streams() {
        asked = System.nanoTime();
        begun = false;
        streaming = true;
    }

    /** Whether the call may wait for a provider that wants to be asked less. */
    public boolean patient() {
        return timeouts.patience().isPositive();
    }

    /** How much longer the call may wait for a provider that wants to be asked less, perhaps less than nothing. */
    public Duration patience() {
        Duration longest = timeouts.patience().compareTo(timeouts.total()) < 0 ? timeouts.patience() : timeouts.total();
        return longest.minusNanos(age());
    }

    /** A wait for the provider begins. */
    public void waits() {
        waitingSince = System.nanoTime();
    }

    /** The provider has sent something. */
    public void advances() {
        waitingSince = NEVER;
        begun = true;
    }

    /** The answer is complete; what the provider still sends is waited for no longer than a moment. */
    public void drains() {
        deadline = System.nanoTime() + DRAIN.toNanos();
    }

    /** Runs the action about ten times a second while the call is in flight. */
    public void onPulse(Runnable action) {
        pulses.add(action);
    }

    /** Runs the action when the call has ended, whatever its end. */
    public void onEnd(Runnable action) {
        endings.add(action);
    }

    void end() {
        endings.forEach(Runnable::run);
    }

    void pulse() {
        checkTimeouts();
        pulses.forEach(Runnable::run);
    }

    private void checkTimeouts() {
        long now = System.nanoTime();
        if (now - deadline > 0) {
            cancel(CancelReason.TOTAL_TIMEOUT);
        } else if (streaming && !begun && now - asked > timeouts.firstToken().toNanos()) {
            cancel(CancelReason.FIRST_TOKEN_TIMEOUT);
        } else if (streaming && begun && silentFor(now) > timeouts.idle().toNanos()) {
            cancel(CancelReason.IDLE_TIMEOUT);
        }
    }

    private long silentFor(long now) {
        long since = waitingSince;
        return since == NEVER ? 0 : now - since;
    }
}
