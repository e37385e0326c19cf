package org.statusaggregator.node.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Decision;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterRequest;
import org.statusaggregator.core.wire.RowBody;
import org.statusaggregator.node.roster.NotReplicatedException;
import org.statusaggregator.node.roster.RosterStore;

/** A {@link RosterStore} of one process, on one thread: the test decides which hints arrive, which calls fail, and when reads are answered. */
public final class InMemoryRosterStore implements RosterStore {
    private final Map<String, Roster> rosters = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Queue<Runnable> heldReads = new ArrayDeque<>();
    private boolean hints = true;
    private boolean copiesHere;
    private boolean holdReads;
    private int failingReads;
    private int failingCalls;
    private int reads;
    private final List<RosterRequest> requests = new ArrayList<>();

    @Override
    public CompletionStage<Outcome> execute(String cicServer, RosterRequest request) {
        requests.add(request);
        if (failingCalls > 0) {
            failingCalls--;
            return CompletableFuture.failedFuture(new NotReplicatedException(
                    cicServer + ": as the test wants it", new IllegalStateException("test")));
        }
        Decision decision = request.decide(rosters.get(cicServer), RowBody.INSTANCE);
        RosterChange change = decision.change();
        if (change != null) {
            Roster held = rosters.get(cicServer);
            if (held == null) {
                rosters.put(cicServer, Roster.of(change));
            } else {
                held.install(change);
            }
            tell(change);
        }
        return CompletableFuture.completedFuture(new Outcome(decision.answer(), 1));
    }

    @Override
    public CompletionStage<@Nullable RosterDelta> read(String cicServer, Position position, int limit) {
        reads++;
        CompletableFuture<@Nullable RosterDelta> answer = new CompletableFuture<>();
        if (failingReads > 0) {
            failingReads--;
            answer.completeExceptionally(new IllegalStateException("a read fails as the test wants it"));
            return answer;
        }
        Roster held = rosters.get(cicServer);
        @Nullable RosterDelta delta = held == null ? null : held.after(position, limit);
        if (holdReads) {
            heldReads.add(() -> answer.complete(delta));
        } else {
            answer.complete(delta);
        }
        return answer;
    }

    @Override
    public Set<String> cicServers() {
        return Set.copyOf(rosters.keySet());
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Says that the roster may have changed, whether or not it has. */
    public void hint(String cicServer) {
        if (hints) {
            listeners.forEach(listener -> listener.mayHaveChanged(cicServer));
        }
    }

    private void tell(RosterChange change) {
        if (hints && copiesHere) {
            listeners.forEach(listener -> listener.changed(change));
        } else {
            hint(change.header().cicServer());
        }
    }

    /** Whether listeners are told what changed from now on, as where a copy is; otherwise only that something did. */
    public void copiesHere(boolean here) {
        copiesHere = here;
    }

    /** Whether hints reach anybody from now on. */
    public void deliverHints(boolean deliver) {
        hints = deliver;
    }

    /** Whether reads wait for {@link #answerReads} from now on. What they will bring is what is held when they are asked for. */
    public void holdReads(boolean hold) {
        holdReads = hold;
    }

    /** Answers the reads that wait. */
    public void answerReads() {
        for (Runnable read = heldReads.poll(); read != null; read = heldReads.poll()) {
            read.run();
        }
    }

    /** How many reads wait for their answer. */
    public int readsInFlight() {
        return heldReads.size();
    }

    /** How many reads there were. */
    public int reads() {
        return reads;
    }

    /** The next reads fail. */
    public void failReads(int count) {
        failingReads = count;
    }

    /** The next requests fail, and do nothing. */
    public void failCalls(int count) {
        failingCalls = count;
    }

    /** Every request so far, also those that failed. */
    public List<RosterRequest> requests() {
        return requests;
    }

    /** The roster as it is; to be read only. */
    public Roster roster(String cicServer) {
        Roster held = rosters.get(cicServer);
        if (held == null) {
            throw new IllegalStateException("no roster " + cicServer);
        }
        return held;
    }

    /** Every copy of the roster dies. */
    public void lose(String cicServer) {
        rosters.remove(cicServer);
    }

    /** Another roster takes its place, as after a network split. */
    public void replace(Roster roster) {
        rosters.put(roster.header().cicServer(), roster);
        hint(roster.header().cicServer());
    }
}
