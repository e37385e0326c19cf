package org.statusaggregator.cli.simulate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.connector.simulate.StoppableTime;
import org.statusaggregator.core.status.Status;

/** Follows a session: tells a person what matters, once, and ends the play when the session has ended. Thread-safe. */
final class SessionLog implements PublisherEvents {
    private static final int REFUSALS_TOLD = 5;

    private final String server;
    private final Report report;
    private final StoppableTime time;

    /** The host that a person was told last; "" before the first confirmation. */
    @GuardedBy("this") private String toldHost = "";

    @GuardedBy("this") private String host = "";

    @GuardedBy("this") private String lastTrouble = "no answer";

    @GuardedBy("this") private boolean outageTold;

    @GuardedBy("this") private String closing = "no node knew of it";

    @GuardedBy("this") private long confirmed;

    @GuardedBy("this") private int copies;

    @GuardedBy("this") private long refused;

    @GuardedBy("this") private @Nullable CommandFailure ended;

    /** A log of this server's session; stops the time when the session ends. */
    SessionLog(String server, Report report, StoppableTime time) {
        this.server = server;
        this.report = report;
        this.time = time;
    }

    @Override
    public synchronized void connected(String newHost) {
        host = newHost;
        if (!toldHost.isEmpty()) {
            report.moved(toldHost, newHost, lastTrouble);
            toldHost = newHost;
        }
        outageTold = false;
    }

    @Override
    public synchronized void disconnected(String reason) {
        lastTrouble = reason;
        report.skipped(reason);
    }

    @Override
    public synchronized void unreachable(String reason) {
        lastTrouble = reason;
        if (!outageTold && !toldHost.isEmpty()) {
            report.unreachable(reason);
            outageTold = true;
        }
    }

    @Override
    public synchronized void confirmed(int changes, int onNodes) {
        confirmed += changes;
        copies = onNodes;
    }

    @Override
    public synchronized void refused(String userId, String reason) {
        refused++;
        if (refused <= REFUSALS_TOLD) {
            report.refused(userId, reason);
        }
    }

    @Override
    public synchronized void ended(End end, String reason) {
        if (ended == null) {
            ended = new CommandFailure(
                    ExitCode.REFUSED,
                    switch (end) {
                        case TAKEN_OVER ->
                            "another publisher with the certificate of " + server
                                    + " took over its session (expected: one publisher for each CIC server)";
                        case REFUSED -> "the cluster refuses " + server + ": " + reason;
                    });
        }
        time.stop();
    }

    @Override
    public synchronized void closed(String how) {
        closing = how;
    }

    /** The first full snapshot is confirmed. */
    synchronized void published(Collection<Status> statuses) {
        toldHost = host;
        report.published(host, statuses);
    }

    /** The play is over and the session closed. */
    synchronized void summary(long changes, Duration length) {
        if (refused > REFUSALS_TOLD) {
            report.furtherRefused(refused - REFUSALS_TOLD);
        }
        report.closed(changes, length, closing);
    }

    /** Tells the rates since the last time. */
    synchronized void rates(double changesPerSecond, double confirmedPerSecond) {
        report.rates(changesPerSecond, confirmedPerSecond, copies);
    }

    synchronized long confirmed() {
        return confirmed;
    }

    /** Why nothing was confirmed in this time. */
    synchronized CommandFailure unreachable(Duration patience) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "no node took the statuses within " + patience.toMillis() / 1e3 + " s: " + lastTrouble);
    }

    synchronized void throwIfEnded() {
        if (ended != null) {
            throw ended;
        }
    }
}
