package org.statusaggregator.cli.simulate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.statusaggregator.cli.output.SafeText;
import org.statusaggregator.core.status.Status;

/** What the simulator says, line by line, each beginning with the CIC server's name. Thread-safe. */
final class Report {
    private final String server;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean verbose;

    /**
     * A report.
     *
     * @param out for what happens
     * @param err for what should not
     * @param verbose whether to tell of every host that did not serve
     */
    Report(String server, PrintWriter out, PrintWriter err, boolean verbose) {
        this.verbose = verbose;
        this.server = server;
        this.out = out;
        this.err = err;
    }

    void published(String host, Collection<Status> statuses) {
        long loggedOn = statuses.stream().filter(Status::loggedOn).count();
        out("connected to %s: %,d users published, %,d of them logged on", host, statuses.size(), loggedOn);
    }

    void moved(String from, String to, String why) {
        out(from.equals(to) ? "connected to %2$s again (%3$s)" : "moved from %s to %s (%s)", from, to, why);
    }

    void skipped(String why) {
        if (verbose) {
            err("skipped a host (%s)", why);
        }
    }

    void unreachable(String why) {
        err("no node answers (%s); trying on", why);
    }

    void rates(double changesPerSecond, double confirmedPerSecond, int copies) {
        out(
                "%,.1f changes/s, %,.1f confirmed/s, on %d %s",
                changesPerSecond, confirmedPerSecond, copies, copies == 1 ? "node" : "nodes");
    }

    void refused(String userId, String reason) {
        err("refused: %s: %s", userId, reason);
    }

    void furtherRefused(long count) {
        err("refused: %,d more", count);
    }

    void closed(long changes, Duration time, String how) {
        out("session closed after %,d changes in %,.1f s (%s)", changes, time.toMillis() / 1e3, how);
    }

    /** Something that the person should know about the input. */
    void remark(String sentence) {
        err("%s", sentence);
    }

    private void out(String format, Object... values) {
        line(out, format, values);
    }

    private void err(String format, Object... values) {
        line(err, format, values);
    }

    private void line(PrintWriter writer, String format, Object... values) {
        writer.println(SafeText.of(server + ": " + String.format(Locale.ROOT, format, values)));
        writer.flush();
    }
}
