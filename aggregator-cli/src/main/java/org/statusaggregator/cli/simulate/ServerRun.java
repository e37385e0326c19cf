package org.statusaggregator.cli.simulate;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.connector.simulate.ChangeSource;
import org.statusaggregator.connector.simulate.Player;
import org.statusaggregator.connector.simulate.Speed;
import org.statusaggregator.connector.simulate.StoppableTime;
import org.statusaggregator.core.status.Status;

/** One simulated CIC server from its first call to the end of its session. */
final class ServerRun {
    private static final Duration LAST_CONFIRMATION = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Settings settings;
    private final SessionLog log;
    private final StoppableTime time;

    /**
     * How a server runs.
     *
     * @param speed of its changes
     * @param patience how long the first confirmation may take
     * @param length how long it runs after that, even if nothing happens any more; null = to the end of its source
     * @param rateEvery how often rates are told
     */
    record Settings(Speed speed, Duration patience, @Nullable Duration length, Duration rateEvery) {}

    ServerRun(Settings settings, SessionLog log, StoppableTime time) {
        this.settings = settings;
        this.log = log;
        this.time = time;
    }

    /**
     * Publishes the source until it or the time ends.
     *
     * @throws CommandFailure if no host answers at the start, or the session ends against our wish
     */
    ExitCode run(Publisher publisher, ChangeSource source) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long changes;
        try (publisher) {
            Collection<Status> initial = source.initial();
            publisher.replaceAll(initial);
            if (!await(publisher.flush(), settings.patience())) {
                log.throwIfEnded();
                throw log.unreachable(Duration.ofNanos(System.nanoTime() - begin));
            }
            log.published(initial);
            changes = play(publisher, source, initial.size());
        }
        log.throwIfEnded();
        log.summary(changes, Duration.ofNanos(System.nanoTime() - begin));
        return ExitCode.OK;
    }

    /** Answers how many changes there were. */
    private long play(Publisher publisher, ChangeSource source, int users) throws IOException, InterruptedException {
        PublishingSink sink = settings.speed().equals(Speed.MAX)
                ? PublishingSink.bounded(publisher, users, flush -> await(flush, LONG))
                : PublishingSink.paced(publisher);
        Duration length = settings.length();
        if (length != null) {
            time.endAfter(length);
        }
        try (RateTicker rates = new RateTicker(sink::changes, log)) {
            rates.start(settings.rateEvery());
            new Player(settings.speed(), time).play(source, sink);
            boolean unused = await(publisher.flush(), LAST_CONFIRMATION);
            while (length != null && !time.ended()) {
                time.waitUntil(time.nanoTime() + LONG.toNanos());
            }
        }
        return sink.changes();
    }

    /** Whether it was done in time; false also when the play is over. */
    private boolean await(CompletableFuture<Void> done, Duration longest) {
        long begin = System.nanoTime();
        while (!time.ended() && System.nanoTime() - begin < longest.toNanos()) {
            try {
                done.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Not yet. The loop looks whether the play is over.
            } catch (ExecutionException e) {
                // The session has ended; the log has been told why.
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                time.stop();
            }
        }
        return false;
    }
}
