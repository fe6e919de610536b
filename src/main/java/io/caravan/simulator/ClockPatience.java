package io.caravan.simulator;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Waits in real time. */
final class ClockPatience implements Patience {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private boolean ended;

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public boolean waitUntil(long moment) {
        lock.lock();
        try {
            long left = moment - now();
            while (!ended && left > 0) {
                left = end.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            ended = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return !ended;
    }

    @Override
    public void end() {
        lock.lock();
        try {
            ended = true;
            end.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
