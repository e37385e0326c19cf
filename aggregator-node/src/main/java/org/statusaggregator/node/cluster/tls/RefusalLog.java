package org.statusaggregator.node.cluster.tls;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.audit.Audit;
import org.statusaggregator.node.audit.Repeats;

/** Writes one warning per refused host and reason a minute: a refused peer tries again several times a second. */
final class RefusalLog {
    private static final Logger LOG = LogManager.getLogger(RefusalLog.class);
    private final Repeats repeats;

    RefusalLog(LongSupplier nanoClock) {
        this.repeats = new Repeats(nanoClock);
    }

    /** Logs the refusal, or counts it if this host was refused for the same reason within the last minute. */
    void log(SocketAddress address, Refusal refusal) {
        long untold = repeats.happened(new Key(host(address), refusal.subject(), refusal.reason()));
        if (untold == Repeats.REPETITION) {
            return;
        }
        LOG.warn(
                "No member link with {} (certificate: {}): {}{}",
                address,
                refusal.subject(),
                refusal.reason(),
                untold == 0 ? "" : "; " + untold + " times more since the last such line");
        Audit.of("peer-refused")
                .port("member")
                .peer(refusal.certificate(), address)
                .leftOut(untold)
                .refused(refusal.reason());
    }

    private static String host(SocketAddress address) {
        // The port of a connecting peer differs each time.
        return address instanceof InetSocketAddress inet ? inet.getHostString() : String.valueOf(address);
    }

    /** What counts as the same event. */
    private record Key(String host, String subject, String reason) {}
}
