package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.Member;
import org.statusaggregator.v1.NodeCertificate;

class DoctorCommandTest {
    private final TestCli cli = new TestCli();

    @BeforeEach
    void twoHealthyNodes() {
        cli.sa1.cluster = node("sa1");
        cli.sa2.cluster = node("sa2");
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void aHealthyClusterIsATableAndZero() {
        Result result = cli.run("doctor");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        HOST  NODE  STATE    CERTIFICATE  CA         CLOCK   PROBLEMS
                        sa1   sa1   HEALTHY  400 days     3000 days  agrees         0
                        sa2   sa2   HEALTHY  400 days     3000 days  agrees         0
                        """);
    }

    @Test
    void scriptsGetEverythingInJson() {
        Result result = cli.run("doctor", "-o", "json");

        List<Map<String, Object>> nodes = Json.array(result.out());
        assertThat(nodes).hasSize(2);
        assertThat(nodes.get(0))
                .containsEntry("host", "sa1")
                .containsEntry("reachable", true)
                .containsEntry("state", "HEALTHY")
                .containsEntry("clockDifferenceMillis", "0")
                .containsEntry("problems", List.of());
    }

    @Test
    void whatEndsSoonOrHasEndedIsFound() {
        cli.sa1.cluster = with(cli.sa1.cluster, certificate(Duration.ofDays(12), Duration.ofDays(3000)));
        cli.sa2.cluster = with(cli.sa2.cluster, certificate(Duration.ofDays(400), Duration.ofSeconds(-1)));

        assertFound(
                "sa1: its certificate ends in 12 days, at 2026-12-05T12:00:00Z (expected: a new one by then)",
                "sa2: a CA that it trusts has expired at 2026-11-23T11:59:59Z");
    }

    @Test
    void aDegradedNodeAndAClockThatIsWrongAreFound() {
        cli.sa1.cluster = cli.sa1.cluster.toBuilder()
                .setState(ClusterState.DEGRADED)
                .setReason("only one member is left")
                .build();
        cli.sa2.cluster = cli.sa2.cluster.toBuilder()
                .setNodeTime(time(Duration.ofSeconds(-75)))
                .build();

        assertFound(
                "sa1: it is DEGRADED: only one member is left",
                "sa2: its clock is 75 s behind this machine's (expected: within 5 s)");
    }

    @Test
    void nodesThatDisagreeAreFound() {
        cli.sa1.cluster = cli.sa1.cluster.toBuilder().removeMembers(1).build();
        cli.sa2.cluster = with(
                cli.sa2.cluster,
                cli.sa2.cluster.getCertificate().toBuilder()
                        .clearRevocationsFrom()
                        .build());

        assertFound(
                "sa1: it sees the members [sa1] (expected: [sa1, sa2], as the nodes together do)",
                "sa2: its list of revoked certificates is missing, another node's is of 2026-11-13T12:00:00Z");
    }

    @Test
    void nodesOfDifferentVersionsAreFound() {
        cli.sa2.cluster = cli.sa2.cluster.toBuilder()
                .setMembers(1, cli.sa2.cluster.getMembers(1).toBuilder().setVersion("1.3.0"))
                .build();

        assertFound(
                "sa1: it is of version 1.2.0, the nodes are of [1.2.0, 1.3.0] (expected: one version, but for the time",
                "sa2: it is of version 1.3.0, the nodes are of [1.2.0, 1.3.0] (expected: one version, but for the time");
    }

    @Test
    void aNodeThatDoesNotAnswerIsARowAmongOthersAndAFailureAlone() {
        cli.sa2.close();

        Result one = cli.run("doctor");
        assertThat(one.code()).isEqualTo(3);
        assertThat(one.out()).contains("sa2         NO ANSWER");
        assertThat(one.err()).contains("sa2: no answer: ");

        cli.sa1.close();
        Result none = cli.run("doctor");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.out()).isEmpty();
    }

    private void assertFound(String... sentences) {
        Result result = cli.run("doctor");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err().lines()).hasSize(sentences.length);
        assertThat(result.err()).contains(sentences);
    }

    private static Cluster with(Cluster cluster, NodeCertificate certificate) {
        return cluster.toBuilder().setCertificate(certificate).build();
    }

    private static Cluster node(String name) {
        return Cluster.newBuilder()
                .setState(ClusterState.HEALTHY)
                .addMembers(member("sa1", name))
                .addMembers(member("sa2", name))
                .setAnsweredBy(name)
                .setNodeTime(time(Duration.ZERO))
                .setCertificate(certificate(Duration.ofDays(400), Duration.ofDays(3000)))
                .build();
    }

    private static Member.Builder member(String name, String answering) {
        return Member.newBuilder().setName(name).setVersion("1.2.0").setAnswering(name.equals(answering));
    }

    private static NodeCertificate certificate(Duration own, Duration authorities) {
        return NodeCertificate.newBuilder()
                .setNotAfter(time(own))
                .setAuthoritiesUntil(time(authorities))
                .setRevocationsFrom(time(Duration.ofDays(-10)))
                .build();
    }

    private static Timestamp time(Duration fromNow) {
        return Timestamp.newBuilder()
                .setSeconds(TestCli.NOW.plus(fromNow).getEpochSecond())
                .build();
    }
}
