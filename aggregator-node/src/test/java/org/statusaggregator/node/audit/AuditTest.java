package org.statusaggregator.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.AuditLines;

class AuditTest {
    private final AuditLines audit = new AuditLines();

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void anEntryIsOneLineOfJsonWhateverPeersSay() {
        Audit.of("peer-refused")
                .port("grpc")
                .peer(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000))
                .about("x\"\n{\"event\":\"forged\"}\u001b[2J")
                .refused("a\r\nb\u0000");

        assertThat(audit.lines())
                .singleElement()
                .asString()
                .contains("\"about\":\"x\\\"\\n{\\\"event\\\":\\\"forged\\\"}\\u001B[2J\"")
                .contains("\"reason\":\"a\\r\\nb\\u0000\"", "\"address\":\"127.0.0.1:40000\"", "\"result\":\"refused\"")
                .doesNotContain("\n", "\r", "\u001b", "\u0000");
    }

    @Test
    void longTextsAreCut() {
        Audit.of("call-refused").about("y".repeat(100_000)).failed("z");

        assertThat(audit.of("call-refused").get(0).get("about"))
                .hasSize(Audit.LONGEST + 1)
                .endsWith("…");
    }

    @Test
    void repetitionsWithinAMinuteAreCountedAndToldLater() {
        AtomicLong nanos = new AtomicLong();
        Repeats repeats = new Repeats(nanos::get);

        assertThat(repeats.happened("a")).isZero();
        assertThat(repeats.happened("a")).isEqualTo(Repeats.REPETITION);
        assertThat(repeats.happened("a")).isEqualTo(Repeats.REPETITION);
        assertThat(repeats.happened("b")).isZero();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(repeats.happened("a")).isEqualTo(2);
    }
}
