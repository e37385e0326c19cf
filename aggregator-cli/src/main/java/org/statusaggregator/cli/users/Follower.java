package org.statusaggregator.cli.users;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.core.client.WatchListener;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.wire.WireStatus;

/**
 * Prints what a watch delivers. It remembers the last status of each user: to say what was before, and to keep silent when a watch that had to
 * begin anew delivers again what was printed already. Everything happens on the watch's thread.
 */
final class Follower implements WatchListener {
    private final OutputOptions output;
    private final Clock clock;
    private final Wish wish;
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final Map<Row, Status> rows = new HashMap<>();
    private final Map<String, CicServerState> cicServers = new HashMap<>();
    private boolean complete;
    private String node = "";

    /** Identifies a row. */
    private record Row(String cicServer, String userId) {}

    /**
     * What the person asked for.
     *
     * @param snapshot also print what is so when the watch begins
     * @param until end when a user has this status key; null = do not end
     * @param verbose tell scripts' error streams about connections too
     */
    record Wish(boolean snapshot, @Nullable String until, boolean verbose) {
        boolean isFulfilledBy(Status status) {
            return until != null && until.equalsIgnoreCase(status.key().text());
        }
    }

    Follower(OutputOptions output, Clock clock, Wish wish) {
        this.output = output;
        this.clock = clock;
        this.wish = wish;
    }

    /** Completed when the wish is fulfilled, or nobody reads any more. */
    CompletableFuture<ExitCode> end() {
        return end;
    }

    @Override
    public void onStatus(Status status) {
        Status before = rows.put(new Row(status.cicServer(), status.userId()), status);
        boolean fulfilled = wish.isFulfilledBy(status);
        if (!end.isDone() && !status.equals(before) && (complete || wish.snapshot() || fulfilled)) {
            print(ChangeText.of(before, status, clock), WireStatus.toProto(status));
        }
        if (fulfilled) {
            end.complete(ExitCode.OK);
        }
    }

    @Override
    public void onRemoved(RemovedUser user) {
        Status before = rows.remove(new Row(user.cicServer(), user.userId()));
        if (end.isDone() || !complete) {
            return;
        }
        print(
                ChangeText.of(user, before),
                org.statusaggregator.v1.Status.newBuilder()
                        .setCicServer(user.cicServer())
                        .setUserId(user.userId())
                        .setEmail(before == null ? user.email() : before.email())
                        .setRemoved(true)
                        .setEpoch(user.version().epoch())
                        .setSequence(user.version().sequence())
                        .build());
    }

    @Override
    public void onSnapshotEnd() {
        if (!complete) {
            complete = true;
            aside("following " + People.count(rows.size(), "user") + " through " + node);
        }
    }

    @Override
    public void onCicServer(String cicServer, CicServerState state) {
        CicServerState before = cicServers.put(cicServer, state);
        if (output.format().forPeople() && state != before && (complete || wish.snapshot()) && !end.isDone()) {
            sentence(ChangeText.of(cicServer, state));
        }
    }

    @Override
    public void onConnected(String newNode) {
        node = newNode;
        if (complete) {
            aside("going on through " + newNode);
        }
    }

    @Override
    public void onDisconnected(String reason) {
        aside("lost " + node + ": " + reason);
    }

    private void print(String words, org.statusaggregator.v1.Status status) {
        if (output.format().forPeople()) {
            if (!words.isEmpty()) {
                sentence(words);
            }
        } else if (!output.next(Statuses.table(clock), status)) {
            end.complete(ExitCode.OK);
        }
    }

    private void sentence(String words) {
        if (!output.sentence(now() + " " + words)) {
            end.complete(ExitCode.OK);
        }
    }

    private void aside(String words) {
        if (output.format().forPeople() || wish.verbose()) {
            output.remark(now() + " " + words);
        }
    }

    private String now() {
        return People.timeOfDay(clock.instant(), clock);
    }
}
