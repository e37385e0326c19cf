package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.v1.CopyKind;
import org.statusaggregator.v1.RosterCopy;

class ClusterDigestTest {
    private final TestCli cli = new TestCli();

    @BeforeEach
    void twoNodesWithTheSame() {
        cli.sa1.copies.add(copy("sa1", CopyKind.OWNER).setStateDigest("5a").build());
        cli.sa1.copies.add(copy("sa1", CopyKind.VIEW).build());
        cli.sa2.copies.add(copy("sa2", CopyKind.BACKUP).setStateDigest("5a").build());
        cli.sa2.copies.add(copy("sa2", CopyKind.VIEW).build());
    }

    private static RosterCopy.Builder copy(String node, CopyKind kind) {
        return RosterCopy.newBuilder()
                .setCicServer("boston")
                .setNode(node)
                .setKind(kind)
                .setEpoch(2)
                .setSequence(40)
                .setBatchNumber(7)
                .setUsers(12)
                .setRowsDigest("0d");
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void nodesThatHoldTheSameAreInOrder() {
        Result result = cli.run("cluster", "digest");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        CIC SERVER  COPY    NODE  VERSION  BATCH  USERS  ROWS
                        boston      owner   sa1   2.40         7     12  0d
                        boston      backup  sa2   2.40         7     12  0d
                        boston      view    sa1   2.40         7     12  0d
                        boston      view    sa2   2.40         7     12  0d
                        """);
    }

    @Test
    void aBackupWithOtherContentIsThreeAndNamed() {
        cli.sa2.copies.set(0, copy("sa2", CopyKind.BACKUP).setStateDigest("5b").build());
        Result result = cli.run("cluster", "digest");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .contains("boston: the backup on sa2 holds 2.40 batch 7 users 12 rows 0d state 5b (expected: what the"
                        + " owner sa1 holds, 2.40 batch 7 users 12 rows 0d state 5a)");
    }

    @Test
    void aRosterWithoutABackupIsThreeAndNamed() {
        cli.sa2.copies.remove(0);
        Result result = cli.run("cluster", "digest");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("boston is held by its owner sa1 alone (expected: a backup)");
    }

    @Test
    void aViewThatLagsOrLacksTheCicServerIsThreeAndNamed() {
        cli.sa2.copies.set(1, copy("sa2", CopyKind.VIEW).setSequence(39).build());
        assertThat(cli.run("cluster", "digest").err()).contains("boston: the view on sa2 holds 2.39");
        cli.sa2.copies.remove(1);
        Result result = cli.run("cluster", "digest");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("boston is shown by [sa1] (expected: by 2 nodes)");
    }

    @Test
    void twoOwnersOfOneCicServerAreThreeAndNamed() {
        cli.sa2.copies.set(0, copy("sa2", CopyKind.OWNER).setStateDigest("5a").build());
        Result result = cli.run("cluster", "digest");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("boston has 2 owners: [sa1, sa2] (expected: one)");
    }
}
