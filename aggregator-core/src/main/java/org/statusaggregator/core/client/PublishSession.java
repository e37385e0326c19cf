package org.statusaggregator.core.client;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.statusaggregator.core.status.Status;

/**
 * Publishes the statuses of one CIC server. Begin with {@link #replaceAll}, then {@link #put} each change; the methods may be called from any
 * thread and, but for {@link #close}, never wait.
 *
 * <p>A change leaves at once while it is quiet. While a batch is on its way changes gather, one state per user, so batches grow under load. The
 * session goes through failures of nodes and connections by itself: it repeats the batch that was on its way on the next host, and when the
 * cluster lost the session it opens another one and publishes everything again.
 */
public final class PublishSession implements AutoCloseable {
    private final Loop loop;
    private final Outbox outbox = new Outbox();
    private final Publisher publisher;

    PublishSession(Wiring wiring, SessionOptions options, long lastEpoch) {
        this.loop = wiring.loop();
        this.publisher = new Publisher(wiring, options, outbox, lastEpoch);
        loop.execute(publisher::start);
    }

    /**
     * Publishes a new state of a user. Of states that follow one another faster than batches, only the last is sent.
     *
     * @throws IllegalStateException before the first {@link #replaceAll}
     */
    public void put(Status status) {
        wakeIf(outbox.put(Objects.requireNonNull(status, "status")));
    }

    /**
     * Publishes new states of several users, in order, as {@link #put} would each of them; cheaper for many at once.
     *
     * @throws IllegalStateException before the first {@link #replaceAll}
     */
    public void putAll(Collection<Status> statuses) {
        wakeIf(outbox.putAll(List.copyOf(statuses)));
    }

    /**
     * The user does not exist any more on this CIC server.
     *
     * @throws IllegalStateException before the first {@link #replaceAll}
     */
    public void remove(String userId) {
        wakeIf(outbox.remove(Objects.requireNonNull(userId, "userId")));
    }

    /** These are all users of this CIC server: publishes them, and removes all others. Of two states of one user the last counts. */
    public void replaceAll(Collection<Status> statuses) {
        wakeIf(outbox.replaceAll(List.copyOf(statuses)));
    }

    private void wakeIf(boolean needed) {
        if (needed) {
            loop.execute(publisher::proceed);
        }
    }

    /**
     * Completes when everything put before is confirmed: it survives the loss of any one node, or was refused and reported. Completes
     * exceptionally with {@link SessionEndedException} when the session ends before.
     *
     * @throws IllegalStateException before the first {@link #replaceAll}
     */
    public CompletionStage<Void> flush() {
        return outbox.flush();
    }

    /** What the session is doing. */
    public SessionState state() {
        return publisher.state();
    }

    /** The epoch of the last session that the cluster granted; 0 if it granted none yet. */
    public long epoch() {
        return publisher.lastEpoch();
    }

    /**
     * The CIC server goes out of service: publishes what is left and closes the session, so that the cluster shows its users logged off at
     * once. Waits for that, at most 5 s; called by a listener, it does not wait. Further calls do nothing.
     */
    @Override
    public void close() {
        CompletionStage<Void> end = closeAsync();
        if (!loop.inside()) {
            end.toCompletableFuture().join();
        }
    }

    CompletionStage<Void> closeAsync() {
        loop.execute(publisher::close);
        return publisher.ended();
    }

    /** Stops publishing without telling the cluster: statuses stay as they are until the lease ends or a session is opened. */
    public void abandon() {
        loop.execute(publisher::abandon);
    }
}
