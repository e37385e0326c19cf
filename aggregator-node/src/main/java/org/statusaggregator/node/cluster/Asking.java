package org.statusaggregator.node.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.roster.NotReplicatedException;

/**
 * Asks the grid until it answers. An outcome that it cannot vouch for (owner or backup lost on the way) is asked for again, and when a member is gone so is
 * everything that is still open: Hazelcast waits for the answer of a backup that died for one to two seconds before it gives up. All of that is safe only
 * because what is asked is idempotent. The first answer counts.
 */
final class Asking {
    private static final Logger LOG = LogManager.getLogger(Asking.class);
    /** Failures of one call. With Hazelcast's own time-outs this is about 4 s. */
    private static final int ATTEMPTS = 4;
    /** Before the second failure is mended; twice as long each time. */
    private static final long PAUSE_MILLIS = 25;
    /** How often one call is asked beside itself. */
    private static final int MOST_BESIDE = 8;
    /** When to ask beside in any case, after a member is gone. */
    private static final long[] AFTER_LOSS_MILLIS = {20, 150, 400, 800};
    /** The new partition table takes a moment and is not announced: how often to look whether it has changed, and how many times. */
    private static final long LOOK_MILLIS = 10;

    private static final int LOOKS = 100;
    /** What was asked later than this was asked by the table that counts now. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    private final Executor executor;
    private final LongSupplier partitionTable;
    private final Set<Call<?>> open = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is asked yet.
     *
     * @param executor for what comes after failures
     * @param partitionTable a number that changes with the table of who owns what
     */
    Asking(Executor executor, LongSupplier partitionTable) {
        this.executor = executor;
        this.partitionTable = partitionTable;
    }

    /**
     * Asks.
     *
     * @param what for people
     * @param question asks once; must be idempotent
     * @return completes on the thread that brings the answer; exceptionally with {@link NotReplicatedException} if the cluster gives none, or with what
     *     the question itself brings about
     */
    <T> CompletionStage<T> ask(String what, Supplier<CompletionStage<T>> question) {
        Call<T> call = new Call<>(what, question);
        open.add(call);
        call.attempt();
        return call.outcome;
    }

    /** A member is gone, and with it perhaps the answers that are waited for. */
    void memberGone() {
        for (long millis : AFTER_LOSS_MILLIS) {
            after(millis).execute(() -> open.forEach(Call::beside));
        }
        look(partitionTable.getAsLong(), LOOKS);
    }

    /** Asks beside as soon as others own or back up what the lost member did: each change of the table may be the one that is waited for. */
    private void look(long before, int looks) {
        after(LOOK_MILLIS).execute(() -> {
            long now = partitionTable.getAsLong();
            if (now != before) {
                open.forEach(Call::beside);
            }
            if (looks > 1) {
                look(now, looks - 1);
            }
        });
    }

    private Executor after(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, executor);
    }

    /** Whether the cause lies in the cluster's state, which changes, and not in what was asked. */
    private static boolean mayPass(Throwable why) {
        return why instanceof RetryableException
                || why instanceof HazelcastInstanceNotActiveException
                || (why instanceof HazelcastException && !(why instanceof HazelcastSerializationException));
    }

    /** One question, asked as often as it takes. */
    private final class Call<T> {
        final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final String what;
        private final Supplier<CompletionStage<T>> question;
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger asides = new AtomicInteger();
        private volatile long askedAt;

        Call(String what, Supplier<CompletionStage<T>> question) {
            this.what = what;
            this.question = question;
        }

        void attempt() {
            running.incrementAndGet();
            askedAt = System.nanoTime();
            CompletionStage<?> unused = question.get().whenComplete((answer, failure) -> {
                int others = running.decrementAndGet();
                if (failure == null) {
                    outcome.complete(answer);
                    open.remove(this);
                } else if (others == 0) {
                    failed(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        }

        void beside() {
            boolean fresh = System.nanoTime() - askedAt < FRESH_NANOS;
            if (!outcome.isDone() && !fresh && asides.incrementAndGet() <= MOST_BESIDE) {
                attempt();
            }
        }

        private void failed(Throwable why) {
            int count = failures.incrementAndGet();
            if (outcome.isDone()) {
                return;
            }
            if (!mayPass(why)) {
                giveUp(why);
                return;
            }
            if (count >= ATTEMPTS) {
                giveUp(new NotReplicatedException(what + ": not confirmed in " + count + " attempts", why));
                return;
            }
            LOG.info("{}: asking again ({})", what, why);
            try {
                later(count).execute(this::attempt);
            } catch (RejectedExecutionException e) { // this member has stopped
                giveUp(e);
            }
        }

        /** At once after the first failure, which has taken its time already. */
        private Executor later(int failure) {
            return failure == 1 ? executor : after(PAUSE_MILLIS << failure);
        }

        private void giveUp(Throwable why) {
            outcome.completeExceptionally(why);
            open.remove(this);
        }
    }
}
