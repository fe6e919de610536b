package io.caravan.usage;

/** Where the {@link UsageRecord} of every call goes. */
public interface UsageLedger {

    /** Notes a call that has ended. Called once for each, from the thread that served it. */
    void book(UsageRecord usage);
}
