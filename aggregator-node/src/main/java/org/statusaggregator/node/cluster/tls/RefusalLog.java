package org.statusaggregator.node.cluster.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Writes one warning per refused host and reason a minute: a refused peer tries again several times a second. */
final class RefusalLog {
    private static final Logger LOG = LogManager.getLogger(RefusalLog.class);
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_REMEMBERED = 200;

    private final LongSupplier nanoClock;

    @GuardedBy("this") private final Map<Key, Silence> silences = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Silence> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    RefusalLog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Logs the refusal, or counts it if this host was refused for the same reason within the last minute. */
    synchronized void log(SocketAddress address, Refusal refusal) {
        Key key = new Key(host(address), refusal);
        long now = nanoClock.getAsLong();
        Silence last = silences.get(key);
        if (last != null && now - last.since() < INTERVAL_NANOS) {
            silences.put(key, new Silence(last.since(), last.suppressed() + 1));
            return;
        }
        // Removed first, so that the map stays ordered by time.
        silences.remove(key);
        silences.put(key, new Silence(now, 0));
        LOG.warn(
                "No member link with {} (certificate: {}): {}{}",
                address,
                refusal.subject(),
                refusal.reason(),
                last == null || last.suppressed() == 0
                        ? ""
                        : "; " + last.suppressed() + " times more since the last such line");
    }

    private static String host(SocketAddress address) {
        // The port of a connecting peer differs each time.
        return address instanceof InetSocketAddress inet ? inet.getHostString() : String.valueOf(address);
    }

    /** What counts as the same event. */
    private record Key(String host, Refusal refusal) {}

    /** Since when (clock nanoseconds) an event is not logged again, and how often it happened meanwhile. */
    private record Silence(long since, long suppressed) {}
}
