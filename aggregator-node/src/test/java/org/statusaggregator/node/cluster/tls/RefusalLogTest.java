package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.AuditLines;

class RefusalLogTest {
    private static final Refusal REFUSAL = new Refusal("CN=cic1,OU=cic", "not a member");

    private final TestLog log = new TestLog();
    private final AtomicLong nanos = new AtomicLong();
    private final RefusalLog refusals = new RefusalLog(nanos::get);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void lineNamesAddressSubjectAndReason() {
        refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 40_000), REFUSAL);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("10.0.0.9", "40000", "CN=cic1,OU=cic", "not a member");
    }

    @Test
    void sameHostAndReasonIsLoggedOnceAMinuteAndCounted() {
        for (int port = 40_000; port < 40_010; port++) {
            refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", port), REFUSAL);
        }
        assertThat(warnings()).hasSize(1);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 40_010), REFUSAL);
        assertThat(warnings()).hasSize(2).last().asString().contains("9 times more");
    }

    @Test
    void auditLogSaysTheSame() {
        try (AuditLines audit = new AuditLines()) {
            refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 40_000), REFUSAL);
            refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 40_001), REFUSAL);

            assertThat(audit.of("peer-refused")).singleElement().satisfies(entry -> assertThat(entry)
                    .containsEntry("port", "member")
                    .containsEntry("reason", "not a member")
                    .containsEntry("result", "refused"));
        }
    }

    @Test
    void anotherHostOrReasonIsLoggedAtOnce() {
        refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 1), REFUSAL);
        refusals.log(InetSocketAddress.createUnresolved("10.0.0.8", 1), REFUSAL);
        refusals.log(InetSocketAddress.createUnresolved("10.0.0.9", 1), new Refusal(Refusal.UNKNOWN, "expired"));
        assertThat(warnings()).hasSize(3);
    }

    @Test
    void manyDifferentPeersFillNeitherTheMemoryNorTheLog() {
        for (int i = 0; i < 1_000; i++) {
            refusals.log(InetSocketAddress.createUnresolved("host" + i, 1), REFUSAL);
        }
        assertThat(warnings()).hasSize(200);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        refusals.log(InetSocketAddress.createUnresolved("host1000", 1), REFUSAL);
        assertThat(warnings()).hasSize(201).last().asString().contains("host1000", "800 times more");
    }

    @Test
    void peersWordsCannotForgeALine() {
        refusals.log(
                InetSocketAddress.createUnresolved("10.0.0.9", 1),
                new Refusal("CN=x\n2026-01-01 INFO all is well", "a\rb"));
        assertThat(warnings()).singleElement().asString().doesNotContain("\n", "\r");
    }

    private List<String> warnings() {
        return log.ours(Level.WARN);
    }
}
