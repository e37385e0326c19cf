package org.statusaggregator.node.limits;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * So many changes a second for each name, and a second's worth at once. Whoever has anything left may take as much as one request holds and pays for it
 * afterwards: a large batch is never refused for its size. Thread-safe.
 */
public final class RateLimit {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** What a name has left. */
    private static final class Account {
        double left;
        long atNanos;
    }

    /**
     * A limit that nobody has used yet.
     *
     * @param perSecond at least 1
     * @param nanoTime monotonic, in nanoseconds
     */
    public RateLimit(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes an amount, if anything is left.
     *
     * @return zero if it was taken; else how long to wait, and nothing was taken
     */
    public Duration take(String name, int amount) {
        long now = nanoTime.getAsLong();
        Account account = accounts.computeIfAbsent(name, first -> full(now));
        synchronized (account) {
            double earned = (now - account.atNanos) / NANOS * perSecond;
            account.left = Math.min(perSecond, account.left + Math.max(0, earned));
            account.atNanos = now;
            if (account.left > 0) {
                account.left -= amount;
                return Duration.ZERO;
            }
            return Duration.ofNanos(Math.round((1 - account.left) / perSecond * NANOS));
        }
    }

    private Account full(long now) {
        Account account = new Account();
        account.left = perSecond;
        account.atNanos = now;
        return account;
    }
}
