package org.statusaggregator.core.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;

/**
 * What a CIC server has to say: the last status of each of its users, and the queue of those that the cluster has not been told. A user stands in
 * the queue once, however often the status changes, so the queue is bounded by the number of users. Application threads put, the
 * client's thread takes; both only under this object's lock, and briefly.
 */
final class Outbox {
    @GuardedBy("this") private final Map<String, User> users = new LinkedHashMap<>();

    @GuardedBy("this") private final ArrayDeque<User> queue = new ArrayDeque<>();

    @GuardedBy("this") private final List<Flush> flushes = new ArrayList<>();

    @GuardedBy("this") private Stage stage = Stage.NO_TRUTH;

    /** With MORE_PARTS and FIRST_PART: how many users at the head of the queue belong to the snapshot. */
    @GuardedBy("this") private int snapshotLeft;

    /** Everything that was ever taken, counted; the start of a snapshot counts as one. */
    @GuardedBy("this") private long taken;

    /** How much of it was confirmed. */
    @GuardedBy("this") private long confirmed;

    /** The client's thread found nothing to take: whoever puts next has to wake it. */
    @GuardedBy("this") private boolean idle = true;

    /** What the next batch is. */
    private enum Stage {
        /** Nothing: the application has not told its users yet. */
        NO_TRUTH,
        /** The first part of a full snapshot. */
        FIRST_PART,
        /** A further part of a full snapshot. */
        MORE_PARTS,
        /** Changes. */
        CHANGES,
        /** Nothing any more: the session has ended. */
        ENDED
    }

    /** A user as the application put it last; without a status: removed. */
    private static final class User {
        final String id;

        @Nullable Status status;

        boolean queued;

        User(String id) {
            this.id = id;
        }
    }

    private record Flush(long through, CompletableFuture<Void> done) {}

    /**
     * The content of one batch.
     *
     * @param statuses new states, at most one of a user
     * @param removedUserIds users to remove
     * @param firstPart a snapshot begins with it
     * @param lastPart a snapshot ends with it
     * @param through to be handed to {@link #confirm}
     */
    record Batch(
            List<Status> statuses, List<String> removedUserIds, boolean firstPart, boolean lastPart, long through) {}

    /** Notes a status. Returns whether the client's thread must be woken. */
    synchronized boolean put(Status status) {
        return change(null, status.userId(), status, "put");
    }

    /** Notes statuses, in order. Returns whether the client's thread must be woken. */
    synchronized boolean putAll(List<Status> statuses) {
        // Looked up in a row: they lie anywhere in memory, which is waited for once for several of them and not for one
        // after the other.
        List<@Nullable User> known = new ArrayList<>(statuses.size());
        for (Status status : statuses) {
            known.add(users.get(status.userId()));
        }
        boolean woken = false;
        int next = 0;
        for (Status status : statuses) {
            woken |= change(known.get(next++), status.userId(), status, "putAll");
        }
        return woken;
    }

    /** Notes a removal. Returns whether the client's thread must be woken. */
    synchronized boolean remove(String userId) {
        return change(null, userId, null, "remove");
    }

    @GuardedBy("this") private boolean change(@Nullable User known, String userId, @Nullable Status status, String call) {
        if (stage == Stage.ENDED) {
            return false;
        }
        requireTruth(call);
        User user = known == null ? users.computeIfAbsent(userId, User::new) : known;
        user.status = status;
        if (!user.queued) {
            user.queued = true;
            queue.add(user);
        }
        return wake();
    }

    /** Notes that these are all users there are. Returns whether the client's thread must be woken. */
    synchronized boolean replaceAll(Collection<Status> statuses) {
        if (stage == Stage.ENDED) {
            return false;
        }
        users.clear();
        for (Status status : statuses) {
            users.computeIfAbsent(status.userId(), User::new).status = status;
        }
        stage = Stage.FIRST_PART;
        restart();
        return wake();
    }

    /** Lets the next batches be a full snapshot, if there is one to tell. */
    synchronized void restart() {
        if (stage == Stage.NO_TRUTH || stage == Stage.ENDED) {
            return;
        }
        stage = Stage.FIRST_PART;
        queue.clear();
        users.values().removeIf(user -> user.status == null);
        for (User user : users.values()) {
            user.queued = true;
            queue.add(user);
        }
        snapshotLeft = queue.size();
        flushes.replaceAll(flush -> new Flush(end(), flush.done()));
    }

    /** The next batch of at most this many users; null if there is nothing to tell. */
    synchronized @Nullable Batch take(int most) {
        return switch (stage) {
            case FIRST_PART, MORE_PARTS -> takePart(most);
            case CHANGES -> queue.isEmpty() ? nothing() : takeChanges(most);
            case NO_TRUTH, ENDED -> nothing();
        };
    }

    @GuardedBy("this") private Batch takePart(int most) {
        boolean first = stage == Stage.FIRST_PART;
        int size = Math.min(most, snapshotLeft);
        snapshotLeft -= size;
        taken += size + (first ? 1 : 0);
        List<Status> statuses = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            User user = dequeue();
            if (user.status == null) {
                // No part has named this user, so the last one removes it.
                users.remove(user.id);
            } else {
                statuses.add(user.status);
            }
        }
        stage = snapshotLeft == 0 ? Stage.CHANGES : Stage.MORE_PARTS;
        return new Batch(statuses, List.of(), first, snapshotLeft == 0, taken);
    }

    @GuardedBy("this") private Batch takeChanges(int most) {
        int size = Math.min(most, queue.size());
        taken += size;
        List<Status> statuses = new ArrayList<>(size);
        List<String> removed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            User user = dequeue();
            if (user.status == null) {
                users.remove(user.id);
                removed.add(user.id);
            } else {
                statuses.add(user.status);
            }
        }
        return new Batch(statuses, removed, false, false, taken);
    }

    @GuardedBy("this") private User dequeue() {
        User user = queue.remove();
        user.queued = false;
        return user;
    }

    @GuardedBy("this") private @Nullable Batch nothing() {
        idle = true;
        return null;
    }

    @GuardedBy("this") private boolean wake() {
        boolean wasIdle = idle;
        idle = false;
        return wasIdle;
    }

    /** Forgets a user whose status was refused, unless another one was put meanwhile. */
    synchronized void forget(String userId) {
        User user = users.get(userId);
        if (user != null && !user.queued) {
            users.remove(userId);
        }
    }

    /** Completes when everything put so far is confirmed. */
    synchronized CompletableFuture<Void> flush() {
        if (stage == Stage.ENDED) {
            return CompletableFuture.failedFuture(new SessionEndedException("flush: the session has ended"));
        }
        requireTruth("flush");
        if (end() <= confirmed) {
            return CompletableFuture.completedFuture(null);
        }
        Flush flush = new Flush(end(), new CompletableFuture<>());
        flushes.add(flush);
        return flush.done();
    }

    /** The count when everything that waits now is taken. */
    @GuardedBy("this") private long end() {
        return taken + queue.size() + (stage == Stage.FIRST_PART ? 1 : 0);
    }

    /** The cluster confirmed everything up to this batch. */
    void confirm(Batch batch) {
        reached(batch.through()).forEach(flush -> flush.done().complete(null));
    }

    private synchronized List<Flush> reached(long through) {
        confirmed = through;
        List<Flush> reached =
                flushes.stream().filter(flush -> flush.through() <= through).toList();
        flushes.removeAll(reached);
        return reached;
    }

    /** Nothing is published any more; who waits for it learns why. */
    void end(String why) {
        SessionEndedException ended = new SessionEndedException("not all changes were confirmed: " + why);
        takeFlushes().forEach(flush -> flush.done().completeExceptionally(ended));
    }

    private synchronized List<Flush> takeFlushes() {
        stage = Stage.ENDED;
        users.clear();
        queue.clear();
        List<Flush> waiting = List.copyOf(flushes);
        flushes.clear();
        return waiting;
    }

    @GuardedBy("this") private void requireTruth(String call) {
        if (stage == Stage.NO_TRUTH) {
            throw new IllegalStateException(
                    call + " before replaceAll (expected: first replaceAll with all users of this "
                            + "CIC server, even if there are none; a snapshot without them would remove them everywhere)");
        }
    }
}
