package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.CicServerState;

class CicCommandsTest {
    private static final CicServer CIC1 = CicServer.newBuilder()
            .setName("cic1")
            .setState(CicServerState.LIVE)
            .setHomeNode("sa1")
            .setEpoch(3)
            .setSequence(1234)
            .setUsers(150)
            .setLoggedOn(97)
            .setOnPhone(12)
            .setOpenedAt(WireStatus.timestamp(TestCli.NOW.minusSeconds(192)))
            .setLeaseTime(Duration.newBuilder().setSeconds(180))
            .addNames("cic1")
            .addNames("cic1.example.com")
            .setClient("status-aggregator-java 0.1.0")
            .setBatchNumber(77)
            .build();
    private static final CicServer CIC2 = CicServer.newBuilder()
            .setName("cic2")
            .setState(CicServerState.EXPIRED)
            .setEpoch(9)
            .setUsers(150)
            .build();

    private final TestCli cli = new TestCli();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void listShowsStateHomeAndSessionAge() {
        cli.sa1.cicServers.add(CIC1);
        cli.sa1.cicServers.add(CIC2);
        Result result = cli.run("cic", "list");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        NAME  STATE    HOME NODE  USERS  LOGGED ON  ON PHONE  EPOCH  SESSION AGE
                        cic1  LIVE     sa1          150         97        12      3        3m12s
                        cic2  EXPIRED               150          0         0      9
                        """);
    }

    @Test
    void listInJsonIsOneArrayOfTheWiresNames() {
        cli.sa1.cicServers.add(CIC1);
        Result result = cli.run("cic", "list", "-o", "json");
        assertThat(Json.array(result.out()).get(0))
                .containsEntry("name", "cic1")
                .containsEntry("homeNode", "sa1")
                .containsEntry("leaseTime", "180s")
                .containsEntry("onPhone", 12)
                .containsEntry("openedAt", "2026-11-23T11:56:48Z")
                .containsEntry("epoch", "3");
    }

    @Test
    void anEmptyListIsASentenceForPeopleAndAnEmptyArrayForScripts() {
        assertThat(cli.run("cic", "list").out()).isEqualTo("No CIC server has ever published here.\n");
        assertThat(cli.run("cic", "list", "-o", "json").out()).isEqualTo("[]\n");
        assertThat(cli.run("cic", "list", "-o", "yaml").out()).isEqualTo("[]\n");
        assertThat(cli.run("cic", "list", "-o", "csv").out()).startsWith("name,state,homeNode,");
    }

    @Test
    void showIsACardForPeopleAndAnObjectForScripts() {
        cli.sa1.cicServers.add(CIC1);
        assertThat(cli.run("cic", "show", "cic1").out())
                .contains("Name       cic1\n", "Home node  sa1\n", "Users      150 (97 logged on, 12 on the phone)\n")
                .contains("Epoch      3, session open for 3m12s\n", "Lease      3m00s\n");
        assertThat(Json.object(cli.run("cic", "show", "cic1", "-o", "json").out()))
                .containsEntry("name", "cic1");
    }

    @Test
    void showOfAnUnknownOneIsSixAndSaysWhich() {
        Result result = cli.run("cic", "show", "cic9");
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("aggregator cic show: sa1: cic server \"cic9\" is not known\n");
    }
}
