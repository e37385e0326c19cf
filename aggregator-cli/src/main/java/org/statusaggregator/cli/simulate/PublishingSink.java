package org.statusaggregator.cli.simulate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.statusaggregator.connector.simulate.StatusSink;
import org.statusaggregator.core.status.Status;

/**
 * Publishes changes and counts them. At full speed it also keeps the source from running away: a publisher keeps only the last status of each
 * user, so without a limit nearly all changes would be overtaken before they are sent. A few still are. For one thread; anybody may read the count.
 */
final class PublishingSink implements StatusSink {
    private static final int LARGEST_WINDOW = 1_000;
    /** A window of this part of the users rarely holds one of them twice. */
    private static final int USERS_PER_CHANGE = 8;

    private final Publisher publisher;
    private final Consumer<CompletableFuture<Void>> waiter;
    private final int window;
    private final AtomicLong changes = new AtomicLong();
    private int sinceFlush;
    private CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);

    private PublishingSink(Publisher publisher, int window, Consumer<CompletableFuture<Void>> waiter) {
        this.publisher = publisher;
        this.window = window;
        this.waiter = waiter;
    }

    /** For a source with a pace of its own. */
    static PublishingSink paced(Publisher publisher) {
        return new PublishingSink(publisher, Integer.MAX_VALUE, flush -> {});
    }

    /**
     * For a source that is faster than the cluster.
     *
     * @param users how many there are, about
     * @param waiter returns when its argument is done, or nobody cares any more
     */
    static PublishingSink bounded(Publisher publisher, int users, Consumer<CompletableFuture<Void>> waiter) {
        int window = Math.max(1, Math.min(LARGEST_WINDOW, users / USERS_PER_CHANGE));
        return new PublishingSink(publisher, window, waiter);
    }

    /** How many changes went through. */
    long changes() {
        return changes.get();
    }

    @Override
    public void put(Status status) {
        publisher.put(status);
        count();
    }

    @Override
    public void remove(String userId) {
        publisher.remove(userId);
        count();
    }

    /** One window is in flight while the next one is filled; with so few users that a window is one change, it is waited for. */
    private void count() {
        changes.lazySet(changes.getPlain() + 1);
        if (++sinceFlush == window) {
            CompletableFuture<Void> flush = publisher.flush();
            waiter.accept(window == 1 ? flush : flushed);
            flushed = flush;
            sinceFlush = 0;
        }
    }
}
