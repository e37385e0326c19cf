package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.Member;
import org.statusaggregator.v1.StorageState;

class ClusterCommandsTest {
    private final TestCli cli = new TestCli();

    @BeforeEach
    void twoMembers() {
        cli.sa1.cluster = Cluster.newBuilder()
                .setState(ClusterState.HEALTHY)
                .addMembers(Member.newBuilder()
                        .setName("sa1")
                        .setHost("sa1")
                        .setMemberAddress("10.0.0.1:5701")
                        .setVersion("0.1.0")
                        .setOldest(true)
                        .setAnswering(true)
                        .setSessions(2))
                .addMembers(Member.newBuilder()
                        .setName("sa2")
                        .setHost("sa2")
                        .setMemberAddress("10.0.0.2:5701")
                        .setVersion("0.1.0")
                        .setSessions(1))
                .setAnsweredBy("sa1")
                .setCicServers(3)
                .setLiveCicServers(2)
                .setUsers(450)
                .setStorage(StorageState.STORAGE_WRITING)
                .build();
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void statusOfAHealthyClusterIsZero() {
        Result result = cli.run("cluster", "status");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo(
                        """
                        State        HEALTHY
                        Members      sa1, sa2
                        CIC servers  2 live of 3
                        Users        450
                        Answered by  sa1
                        Its disk     WRITING
                        """);
    }

    @Test
    void statusOfADegradedClusterIsThreeAndSaysWhy() {
        cli.sa1.cluster = cli.sa1.cluster.toBuilder()
                .setState(ClusterState.DEGRADED)
                .setReason("one node is left")
                .build();
        Result result = cli.run("cluster", "status");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).startsWith("State        DEGRADED: one node is left\n");
    }

    @Test
    void statusTellsThatTheDiskFailsAndWhy() {
        cli.sa1.cluster = cli.sa1.cluster.toBuilder()
                .setState(ClusterState.DEGRADED)
                .setReason("the disk of the answering node fails")
                .setStorage(StorageState.STORAGE_FAILING)
                .setStorageProblem("/data/cluster-memory.mv: No space left on device")
                .build();
        Result result = cli.run("cluster", "status");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("State        DEGRADED: the disk of the answering node fails\n")
                .endsWith("Its disk     FAILING: /data/cluster-memory.mv: No space left on device\n");
    }

    @Test
    void statusInJsonIsOneObjectWithEveryField() {
        Result result = cli.run("cluster", "status", "-o", "json");
        assertThat(result.code()).isZero();
        assertThat(Json.object(result.out()))
                .containsEntry("state", "HEALTHY")
                .containsEntry("reason", "")
                .containsEntry("answeredBy", "sa1")
                .containsEntry("storage", "STORAGE_WRITING")
                .containsEntry("storageProblem", "")
                .containsEntry("liveCicServers", 2)
                .containsKey("members");
    }

    @Test
    void membersAreATable() {
        Result result = cli.run("cluster", "members");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        NAME  HOST  MEMBER ADDRESS  VERSION  SESSIONS  OLDEST
                        sa1   sa1   10.0.0.1:5701   0.1.0           2  yes
                        sa2   sa2   10.0.0.2:5701   0.1.0           1
                        """);
    }

    @Test
    void membersInJsonAreOneArray() {
        Result result = cli.run("cluster", "members", "-o", "json");
        assertThat(Json.array(result.out())).hasSize(2);
        assertThat(Json.array(result.out()).get(1)).containsEntry("name", "sa2").containsEntry("oldest", false);
    }
}
