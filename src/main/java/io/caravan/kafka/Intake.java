package io.caravan.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that are taken and not yet done with. It tells consumers when there is room for more, and up to which
 * offset what they have taken is answered.
 */
public final class Intake {

    private final int most;
    private final Semaphore calls;
    private final Map<TopicPartition, OffsetTracker> trackers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int taken;
    private boolean stopping;

    /**
     * @param most requests that are worked on at one time
     */
    public Intake(int most) {
        this.most = most;
        this.calls = new Semaphore(most, true);
    }

    /** A partition is this consumer's from now on. */
    public OffsetTracker assigned(TopicPartition partition) {
        OffsetTracker tracker = new OffsetTracker();
        trackers.put(partition, tracker);
        return tracker;
    }

    /** A partition is the consumer's no longer; what is taken of it will be answered, but not committed. */
    public void revoked(TopicPartition partition, OffsetTracker tracker) {
        trackers.remove(partition, tracker);
    }

    /** Takes a record in. The ticket is to be closed. */
    public Ticket take(Incoming record) {
        lock.lock();
        try {
            taken++;
        } finally {
            lock.unlock();
        }
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return new Ticket(Optional.ofNullable(trackers.get(partition)), record.offset());
    }

    /** Waits until there is room for more records, but no longer than that. */
    public boolean awaitRoom(Duration longest) throws InterruptedException {
        return await(longest, false);
    }

    /** From now on there is no room; waits until everything is done with, but no longer than that. */
    public boolean drain(Duration longest) throws InterruptedException {
        return await(longest, true);
    }

    private boolean await(Duration longest, boolean end) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            stopping |= end;
            while (end ? taken > 0 : full()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return stopping || taken >= most;
    }

    /** Whether nothing more is taken in because the gateway ends. */
    public boolean stopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** How many records are taken and not yet done with. */
    public int size() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        lock.lock();
        try {
            taken--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One record that was taken. */
    public final class Ticket implements AutoCloseable {

        private final Optional<OffsetTracker> tracker;
        private final long offset;
        private final AtomicBoolean working = new AtomicBoolean();

        private Ticket(Optional<OffsetTracker> tracker, long offset) {
            this.tracker = tracker;
            this.offset = offset;
        }

        /** Waits for its turn: a few more records are taken than may be worked on, so that none has to wait for Kafka. */
        public void awaitTurn() throws InterruptedException {
            calls.acquire();
            working.set(true);
        }

        /** The record has its answer, which Kafka has taken. */
        public void answered() {
            tracker.ifPresent(offsets -> offsets.answered(offset));
        }

        /** Nobody works on the record any longer, whether it has its answer or not. */
        @Override
        public void close() {
            if (working.compareAndSet(true, false)) {
                calls.release();
            }
            done();
        }
    }
}
