package io.caravan.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int taken;
    private boolean stopping;
    private volatile boolean abandoned;

    /**
     * @param most requests that are worked on at one time
     */
    public Intake(int most) {
        this.most = most;
        this.calls = new Semaphore(most, true);
    }

    /** A partition is this consumer's from now on, and others had come that far with it. */
    public OffsetTracker assigned(TopicPartition partition, Progress before) {
        OffsetTracker tracker = new OffsetTracker(before);
        trackers.put(partition, tracker);
        return tracker;
    }

    /** A partition is the consumer's no longer; what is taken of it will be answered, but committed only if it comes back. */
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
        underWay.add(record.place());
        boolean repeated =
                tracker(record).map(one -> one.repeats(record.offset())).orElse(false);
        return new Ticket(repeated ? record.again() : record);
    }

    /** Whether a record at that place is taken and not yet done with, though its partition may have been lost since. */
    public boolean has(String place) {
        return underWay.contains(place);
    }

    private Optional<OffsetTracker> tracker(Incoming record) {
        return Optional.ofNullable(trackers.get(new TopicPartition(record.topic(), record.partition())));
    }

    /** Waits until there is room for more records, but no longer than that. */
    public boolean awaitRoom(Duration longest) throws InterruptedException {
        return await(longest, false);
    }

    /** From now on there is no room; waits until everything is done with, but no longer than that, then abandons it. */
    public boolean drain(Duration longest) throws InterruptedException {
        boolean drained = await(longest, true);
        abandoned = !drained;
        return drained;
    }

    /** Whether what is not answered is left to another gateway, which will read it again. */
    public boolean abandoned() {
        return abandoned;
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

        private final Incoming record;
        private final AtomicBoolean working = new AtomicBoolean();

        private Ticket(Incoming record) {
            this.record = record;
        }

        /** The record, which knows whether it was begun before. */
        public Incoming record() {
            return record;
        }

        /** Waits for its turn: a few more records are taken than may be worked on, so that none has to wait for Kafka. */
        public void awaitTurn() throws InterruptedException {
            calls.acquire();
            working.set(true);
        }

        /** The record has its answer, which Kafka has taken. */
        public void answered() {
            tracker(record).ifPresent(tracker -> tracker.answered(record.offset()));
        }

        /** Nobody works on the record any longer, whether it has its answer or not. */
        @Override
        public void close() {
            if (working.compareAndSet(true, false)) {
                calls.release();
            }
            underWay.remove(record.place());
            done();
        }
    }
}
