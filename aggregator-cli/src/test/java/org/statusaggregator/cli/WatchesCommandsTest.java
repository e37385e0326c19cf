package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.WatchInfo;

class WatchesCommandsTest {
    private final TestCli cli = new TestCli();

    @BeforeEach
    void oneWatchAtEachNode() {
        cli.sa1.watches.add(WatchInfo.newBuilder()
                .setWatchId("w1")
                .setNode("sa1")
                .setPeer("cic1")
                .setRole("cic")
                .setState("CURRENT")
                .setDelivered(12)
                .setSince(WireStatus.timestamp(TestCli.NOW.minusSeconds(5)))
                .build());
        cli.sa2.watches.add(WatchInfo.newBuilder()
                .setWatchId("w2")
                .setNode("sa2")
                .setPeer("ann")
                .setRole("admin")
                .setState("LAGGING")
                .setEmails(1)
                .addCicServers("cic2")
                .setBehind(4000)
                .build());
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void listAsksEveryHost() {
        Result result = cli.run("watches", "list");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        NODE  PEER  ROLE   STATE    FOLLOWS           BEHIND  DELIVERED  AGE
                        sa1   cic1  cic    CURRENT  everybody              0         12   5s
                        sa2   ann   admin  LAGGING  1 e-mail of cic2    4000          0
                        """);
    }

    @Test
    void aHostThatDoesNotAnswerIsNamedAndMakesTheAnswerDegraded() {
        cli.sa2.close();
        Result result = cli.run("watches", "list", "-o", "json");
        assertThat(result.code()).isEqualTo(3);
        assertThat(Json.array(result.out())).extracting(row -> row.get("node")).containsExactly("sa1");
        assertThat(result.err()).startsWith("its watches are missing here: sa2");
    }

    @Test
    void noWatchAtAllIsASentence() {
        cli.sa1.watches.clear();
        cli.sa2.watches.clear();
        assertThat(cli.run("watches", "list").out()).isEqualTo("Nobody watches.\n");
    }
}
