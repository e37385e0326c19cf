package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.Until;

class UsersCommandsTest {
    private static final Status ANN = Status.newBuilder()
            .setCicServer("cic1")
            .setUserId("ann")
            .setEmail("ann@example.com")
            .setStatusKey("At Lunch")
            .setStatusSince(WireStatus.timestamp(TestCli.NOW.minusSeconds(61)))
            .setUntil(Until.newBuilder()
                    .setTime(WireStatus.timestamp(TestCli.NOW.plusSeconds(3600)))
                    .setHasTime(true))
            .setOnPhone(true)
            .setLogonServer("cic1")
            .setEpoch(2)
            .setSequence(17)
            .build();

    private final TestCli cli = new TestCli();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void listShowsPeople() {
        cli.sa1.statuses.add(ANN);
        Result result = cli.run("users", "list");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        EMAIL            STATUS    SINCE  UNTIL  PHONE  LOGON  CIC   DETAIL
                        ann@example.com  At Lunch  1m01s  13:00  yes    cic1   cic1
                        """);
    }

    @Test
    void listFitsTheTerminalAndWideDoesNot() {
        cli.variables.put("COLUMNS", "60");
        cli.sa1.statuses.add(ANN.toBuilder()
                .setDetail("Back after the meeting with the people from the other building")
                .build());
        assertThat(cli.run("users", "list").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60))
                .anySatisfy(line -> assertThat(line).contains("…"));
        assertThat(cli.run("users", "list", "-o", "wide").out())
                .contains("Back after the meeting with the people from the other building", "VERSION", "2.17");
    }

    @Test
    void listReadsAllPagesAndPassesTheFilterOn() {
        IntStream.range(0, 5)
                .forEach(i -> cli.sa1.statuses.add(
                        ANN.toBuilder().setUserId("user" + i).build()));
        cli.sa1.pageSize = 2;
        Result result = cli.run("users", "list", "--cic", "cic1,cic2", "--email", "ann@example.com", "-o", "json");
        assertThat(Json.array(result.out()))
                .extracting(row -> row.get("userId"))
                .containsExactly("user0", "user1", "user2", "user3", "user4");
        assertThat(cli.sa1.listed).hasSize(3);
        ListStatusesRequest last = cli.sa1.listed.get(2);
        assertThat(last.getFilter().getCicServersList()).containsExactly("cic1", "cic2");
        assertThat(last.getFilter().getEmailsList()).containsExactly("ann@example.com");
    }

    @Test
    void jsonPrintsFieldsThatAreFalseOrEmptyToo() {
        cli.sa1.statuses.add(ANN);
        assertThat(Json.array(cli.run("users", "list", "-o", "json").out()).get(0))
                .containsEntry("email", "ann@example.com")
                .containsEntry("statusKey", "At Lunch")
                .containsEntry("persistent", false)
                .containsEntry("detail", "")
                .containsEntry("sequence", "17")
                .containsEntry("statusSince", "2026-11-23T11:58:59Z")
                .doesNotContainKey("onPhoneSince");
    }

    @Test
    void yamlAndCsvAreTheSameTree() {
        cli.sa1.statuses.add(ANN.toBuilder().setDetail("a, \"b\"").build());
        assertThat(cli.run("users", "list", "-o", "yaml").out())
                .contains(
                        "- cicServer: \"cic1\"\n",
                        "  statusKey: \"At Lunch\"\n",
                        "  until:\n    time: \"2026-11-23T13:00:00Z\"");
        String csv = cli.run("users", "list", "-o", "csv").out();
        assertThat(csv.lines().toList().get(0))
                .isEqualTo(
                        "cicServer,userId,email,statusKey,persistent,statusSince,until.time,until.hasDate,until.hasTime,"
                                + "detail,onPhone,onPhoneSince,logonServer,removed,epoch,sequence,source");
        assertThat(csv.lines().toList().get(1))
                .isEqualTo(
                        "cic1,ann,ann@example.com,\"At Lunch\",false,2026-11-23T11:58:59Z,2026-11-23T13:00:00Z,false,true,"
                                + "\"a, \"\"b\"\"\",true,,cic1,false,2,17,SOURCE_UNSPECIFIED");
        assertThat(csv.lines()).hasSize(2);
    }

    @Test
    void controlCharactersNeverReachTheTerminalInAnyFormat() {
        cli.sa1.statuses.add(
                ANN.toBuilder().setStatusKey("a\u001b]0;x\u0007\u009bb").build());
        for (String format : new String[] {"table", "wide", "json", "yaml", "csv"}) {
            assertThat(cli.run("users", "list", "-o", format).out().chars())
                    .as(format)
                    .noneMatch(c -> c != '\n' && Character.isISOControl(c));
        }
        assertThat(Json.array(cli.run("users", "list", "-o", "json").out()).get(0))
                .containsEntry("statusKey", "a\u001b]0;x\u0007\u009bb");
    }

    @Test
    void getShowsTheRowThatCountsOrAllRows() {
        cli.sa1.statuses.add(ANN);
        cli.sa1.statuses.add(ANN.toBuilder().setCicServer("cic2").build());
        assertThat(Json.array(
                        cli.run("users", "get", "ann@example.com", "-o", "json").out()))
                .hasSize(1);
        assertThat(Json.array(cli.run("users", "get", "ann@example.com", "--all-rows", "-o", "json")
                        .out()))
                .hasSize(2);
    }

    @Test
    void getOfAnUnknownOneIsSixAndStillShowsTheOthers() {
        cli.sa1.statuses.add(ANN);
        Result result = cli.run("users", "get", "ann@example.com", "nobody@example.com");
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.out()).contains("ann@example.com");
        assertThat(result.err())
                .isEqualTo("nobody@example.com: no CIC server publishes a user with this e-mail address\n");
        assertThat(cli.run("users", "get", "nobody@example.com").out()).isEmpty();
        assertThat(cli.run("users", "get", "nobody@example.com", "-o", "json").out())
                .isEqualTo("[]\n");
    }
}
