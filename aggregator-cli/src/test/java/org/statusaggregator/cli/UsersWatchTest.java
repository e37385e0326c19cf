package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Version;

class UsersWatchTest {
    private static final Status AWAY = row("ann", "Away", 1);
    private static final Status AVAILABLE = row("ann", "Available", 2);
    private static final Status LAST = row("last", "Gone Home", 9);
    private static final String[] UNTIL_LAST = {"--until", "gone home", "ann@example.com", "last@example.com"};

    private final TestCli cli = new TestCli();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void peopleReadASentenceForEachChangeAndNoSnapshot() {
        tell(AWAY, watch -> {
            watch.onStatus(AVAILABLE);
            watch.onStatus(row("ann", "Available", 3).withOnPhone(true, null));
            watch.onStatus(row("ann", "Available", 4).withOnPhone(true, null).withLogonServer("cic1"));
            watch.onStatus(row("ann", "Available", 5).withOnPhone(true, null).withLogonServer("cic1"));
            watch.onCicServer("cic1", CicServerState.STALE);
            watch.onRemoved(new RemovedUser("cic1", "ann", "", new Version(1, 6)));
        });
        Result result = watch(UNTIL_LAST);
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        12:00:00 ann@example.com Available (was Away) at cic1
                        12:00:00 ann@example.com on the phone at cic1
                        12:00:00 ann@example.com logged on at cic1
                        12:00:00 cic1 has lost its connection; its users are shown as last known
                        12:00:00 ann@example.com removed from cic1
                        12:00:00 last@example.com Gone Home at cic1
                        """);
        assertThat(result.err()).isEqualTo("12:00:00 following 1 user through sa1\n");
    }

    @Test
    void scriptsReadOneObjectALineForEachChange() {
        tell(AWAY, watch -> {
            watch.onStatus(AVAILABLE);
            watch.onCicServer("cic1", CicServerState.LIVE);
            watch.onRemoved(new RemovedUser("cic1", "ann", "", new Version(1, 6)));
        });
        Result result = watch(with("-o", "json"));
        assertThat(result.err()).isEmpty();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(Json.object(lines.get(0)))
                .containsEntry("email", "ann@example.com")
                .containsEntry("statusKey", "Available")
                .containsEntry("removed", false)
                .containsEntry("sequence", "2")
                .containsEntry("source", "REPORTED");
        assertThat(Json.object(lines.get(1)))
                .containsEntry("email", "ann@example.com")
                .containsEntry("removed", true)
                .containsEntry("sequence", "6");
    }

    @Test
    void snapshotPrintsTheFirstRowsToo() {
        tell(AWAY, watch -> {});
        assertThat(watch(with("--snapshot")).out()).startsWith("12:00:00 ann@example.com Away at cic1\n");
        Result json = watch(with("--snapshot", "-o", "json"));
        assertThat(json.out().lines()).hasSize(2);
    }

    @Test
    void aWatchThatBeginsAnewPrintsOnlyWhatChangedMeanwhile() {
        tell(AWAY, watch -> {
            watch.onDisconnected("connection reset");
            watch.onConnected("sa2");
            watch.onSnapshotBegin();
            watch.onStatus(AWAY);
            watch.onStatus(AVAILABLE);
            watch.onSnapshotEnd();
        });
        Result result = watch(UNTIL_LAST);
        assertThat(result.out().lines().toList().get(0))
                .isEqualTo("12:00:00 ann@example.com Available (was Away) at cic1");
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.err()).contains("12:00:00 lost sa1: connection reset\n", "12:00:00 going on through sa2\n");
    }

    @Test
    void untilEndsAtOnceIfItIsSoAlready() {
        cli.connector.story = watch -> {
            watch.onConnected("sa1");
            watch.onSnapshotBegin();
            watch.onStatus(AWAY);
        };
        Result result = watch("--until", "AWAY", "ann@example.com", "-o", "json");
        assertThat(result.code()).isZero();
        assertThat(Json.object(result.out())).containsEntry("statusKey", "Away");
        assertThat(cli.connector.followed)
                .isEqualTo(new StatusFilter(java.util.Set.of("ann@example.com"), java.util.Set.of()));
    }

    @Test
    void timeIsAnOrdinaryEndButNotForUntil() {
        cli.connector.story = watch -> {};
        assertThat(watch("--for", "10ms").code()).isZero();
        Result result = watch("--for", "10ms", "--until", "Available", "ann@example.com");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("nobody of ann@example.com was 'Available'");
    }

    @Test
    void untilNeedsSomebody() {
        Result result = watch("--until", "Available");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--until Available without EMAIL");
    }

    @Test
    void unreachableHostsEndItBeforeItBegins() {
        cli.sa1.close();
        cli.sa2.close();
        assertThat(watch("--for", "10s").code()).isEqualTo(4);
    }

    @Test
    void aDeadCicServerIsTheReasonOfItsUsersLogoff() {
        Status on = row("ann", "Available", 2).withLogonServer("cic1");
        tell(
                on,
                watch -> watch.onStatus(new Status(
                        "cic1",
                        "ann",
                        "ann@example.com",
                        StatusKey.NONE,
                        false,
                        null,
                        "",
                        new Version(2, 3),
                        Source.LEASE_EXPIRED)));
        assertThat(watch(UNTIL_LAST).out())
                .startsWith("12:00:00 ann@example.com without status (was Available), logged off at cic1"
                        + " (the CIC server is gone)\n");
    }

    /** A watch with one row in its snapshot, then these changes, then the row that ends it. */
    private void tell(Status held, Consumer<WatchListener> changes) {
        cli.connector.story = watch -> {
            watch.onConnected("sa1");
            watch.onSnapshotBegin();
            watch.onStatus(held);
            watch.onSnapshotEnd();
            changes.accept(watch);
            watch.onStatus(LAST);
        };
    }

    private static String[] with(String... more) {
        String[] all = java.util.Arrays.copyOf(UNTIL_LAST, UNTIL_LAST.length + more.length);
        System.arraycopy(more, 0, all, UNTIL_LAST.length, more.length);
        return all;
    }

    private Result watch(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "users";
        all[1] = "watch";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return cli.run(all);
    }

    private static Status row(String user, String key, long sequence) {
        return new Status(
                "cic1",
                user,
                user + "@example.com",
                StatusKey.of(key, false),
                false,
                null,
                "",
                new Version(1, sequence),
                Source.REPORTED);
    }
}
