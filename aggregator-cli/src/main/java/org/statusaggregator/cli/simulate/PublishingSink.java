package org.statusaggregator.cli.simulate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.statusaggregator.connector.simulate.StatusSink;
import org.statusaggregator.core.status.Status;

/**
 * Publishes changes and counts them. At full speed it also keeps the source from running away: a publisher keeps only the last status of each
 * user, so without a limit nearly all changes would be lost before they are sent. For one thread; anybody may read the count.
 */
final class PublishingSink implements StatusSink {
    private static final int WINDOW = 1_000;

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
     * @param waiter returns when its argument is done, or nobody cares any more
     */
    static PublishingSink bounded(Publisher publisher, Consumer<CompletableFuture<Void>> waiter) {
        return new PublishingSink(publisher, WINDOW, waiter);
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

    /** One window is in flight while the next one is filled. */
    private void count() {
        changes.lazySet(changes.getPlain() + 1);
        if (++sinceFlush == window) {
            waiter.accept(flushed);
            flushed = publisher.flush();
            sinceFlush = 0;
        }
    }
}
