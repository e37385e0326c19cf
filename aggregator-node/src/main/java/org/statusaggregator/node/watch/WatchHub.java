package org.statusaggregator.node.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/**
 * Every watch of this node. When the view changes, each watcher is told, and sends. The public methods may be called from any thread; the work is
 * done on the view's.
 */
public final class WatchHub implements StatusView.Listener {
    /** Sign of life on every stream. Readers give a stream up after 5 s of silence. */
    private static final Duration PROGRESS = Duration.ofMillis(1_500);

    private static final Logger LOG = LogManager.getLogger(WatchHub.class);

    private final String node;
    private final StatusView view;
    private final ViewLoop loop;
    private final Predicate<String> isMember;
    private final Map<String, Watcher> watchers = new LinkedHashMap<>();
    private final Followers followers = new Followers();
    private final SnapshotTurns turns;
    /** Watches that have work left for another turn of the view's thread. */
    private final Set<Watcher> turning = new HashSet<>();

    /**
     * A hub without watches.
     *
     * @param node this node's name
     * @param isMember tells whether a node of this name is in the cluster
     * @param snapshotsAtOnce watches that are sent everything at the same time
     */
    public WatchHub(String node, StatusView view, ViewLoop loop, Predicate<String> isMember, int snapshotsAtOnce) {
        this.node = node;
        this.view = view;
        this.loop = loop;
        this.isMember = isMember;
        this.turns = new SnapshotTurns(snapshotsAtOnce, this::begin);
        view.listen(this);
        loop.every(PROGRESS, () -> {
            each(Watcher::progress);
            turns.goOn();
            view.rosters().forEach(RosterView::forgetBatches);
        });
    }

    /** An id for the next watch. */
    public String newId() {
        return UUID.randomUUID().toString();
    }

    /** Starts a watch under this id; its messages begin to flow at once. */
    public void open(String id, WatchRequest request, WatchOutput output) {
        Watcher watcher = new Watcher(id, request, output, view, isMember);
        loop.execute(() -> {
            watchers.put(id, watcher);
            guarded(watcher, opened -> opened.start(node));
            if (watcher.wantsSnapshot()) {
                turns.enter(watcher);
            } else {
                begin(watcher);
            }
        });
    }

    /** Its turn has come. Until then this thread has no work with its addresses, however many they are: its peer may have gone meanwhile, to ask again elsewhere. */
    private void begin(Watcher watcher) {
        if (watchers.containsKey(watcher.id())) {
            guarded(watcher, Watcher::begin);
            follow(watcher);
        }
    }

    private void follow(Watcher watcher) {
        if (watcher.hasBegun() && watchers.containsKey(watcher.id())) {
            followers.add(watcher, watcher.interest().emails());
        }
    }

    private void unfollow(Watcher watcher) {
        if (watcher.hasBegun()) {
            followers.remove(watcher, watcher.interest().emails());
        }
    }

    /** The output of this watch takes more again. */
    public void resume(String id) {
        loop.execute(() -> {
            Watcher watcher = watchers.get(id);
            if (watcher != null) {
                guarded(watcher, Watcher::drain);
                turns.goOn();
            }
        });
    }

    /** The peer is gone. */
    public void close(String id) {
        loop.execute(() -> {
            Watcher watcher = watchers.get(id);
            if (watcher != null) {
                watcher.end();
                forget(watcher);
                turns.goOn();
            }
        });
    }

    /** Changes the addresses of a watch. Answers how many there are now; empty if the peer has no such watch by addresses here. */
    public CompletableFuture<OptionalInt> update(String id, PeerIdentity peer, Set<String> add, Set<String> remove) {
        return loop.ask(() -> {
            Watcher watcher = watchers.get(id);
            if (watcher == null
                    || !watcher.interest().inAddresses()
                    || !watcher.report(node).peer().equals(peer)) {
                return OptionalInt.empty();
            }
            unfollow(watcher);
            watcher.interest().update(add, remove);
            follow(watcher);
            guarded(watcher, Watcher::drain);
            return OptionalInt.of(watcher.interest().emails().size());
        });
    }

    /** Every watch of this node. */
    public CompletableFuture<List<WatchReport>> reports() {
        return loop.ask(() ->
                watchers.values().stream().map(watcher -> watcher.report(node)).toList());
    }

    /** Tells every watcher to go to one of these hosts, and ends the streams. */
    public void drain(List<String> hosts, String reason) {
        loop.execute(() -> {
            each(watcher -> watcher.goAway(hosts, reason));
            List.copyOf(watchers.values()).forEach(this::forget);
        });
    }

    /** A contact list is in another state. */
    public void contactListChanged(String list, Set<String> addedEmails) {
        loop.execute(() -> each(watcher -> watcher.listChanged(list, addedEmails)));
    }

    /** Members came or went: the state of CIC servers may have changed without their rosters. */
    public void membersChanged() {
        loop.execute(() -> view.rosters().forEach(this::changed));
    }

    @Override
    public void changed(RosterView roster) {
        Followers.News news = followers.news(roster);
        each(watcher -> watcher.changed(news));
    }

    /** Sending may end a stream, which must not disturb the loop over all of them. */
    private void each(Consumer<Watcher> action) {
        for (Watcher watcher : List.copyOf(watchers.values())) {
            guarded(watcher, action);
        }
    }

    /** A watcher whose output fails is given up alone: its peer hears nothing more, and watches again. */
    private void guarded(Watcher watcher, Consumer<Watcher> action) {
        try {
            action.accept(watcher);
            if (watcher.wantsAnotherTurn() && turning.add(watcher)) {
                loop.execute(() -> {
                    turning.remove(watcher);
                    guarded(watcher, Watcher::drain);
                });
            }
        } catch (RuntimeException e) {
            LOG.error("watch {} failed and is given up", watcher.id(), e);
            watcher.end();
            forget(watcher);
        }
    }

    private void forget(Watcher watcher) {
        watchers.remove(watcher.id());
        turns.leave(watcher);
        unfollow(watcher);
    }
}
