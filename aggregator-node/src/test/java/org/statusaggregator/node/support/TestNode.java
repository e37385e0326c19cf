package org.statusaggregator.node.support;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.watch.BadTokenException;
import org.statusaggregator.node.watch.ResumeToken;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatchRequest;

/** View and watches of one node, on a loop that the test runs. */
public final class TestNode {
    /** An administrator, who has no rows of its own. */
    public static final PeerIdentity ADMIN = new PeerIdentity("ann", Role.ADMIN, List.of("ann"));

    private final RosterStore store;
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view;
    private final WatchHub hub;
    private int watches;
    private boolean homeIsMember = true;

    /** A node of this name on the store, with a complete view. */
    public TestNode(String name, RosterStore store) {
        this(name, store, 16);
    }

    /** The same, which sends so many snapshots at once. */
    public TestNode(String name, RosterStore store, int snapshotsAtOnce) {
        this.store = store;
        this.view = new StatusView(store, loop);
        this.hub = new WatchHub(name, view, loop, node -> homeIsMember, snapshotsAtOnce);
        round();
    }

    /** Looks at every roster. */
    public void round() {
        view.round(store.cicServers());
        loop.run();
    }

    /** Runs what waits. */
    public void run() {
        loop.run();
    }

    /** The loop. */
    public ManualLoop loop() {
        return loop;
    }

    /** The view. */
    public StatusView view() {
        return view;
    }

    /** The watches. */
    public WatchHub hub() {
        return hub;
    }

    /** The node to which the CIC servers publish leaves or joins. */
    public void homeIsMember(boolean member) {
        homeIsMember = member;
        hub.membersChanged();
        loop.run();
    }

    /** An administrator watches everything. Returns the watch's id. */
    public String watch(RecordingOutput output) {
        return watch(StatusFilter.ALL, output);
    }

    /** An administrator watches. */
    public String watch(StatusFilter filter, RecordingOutput output) {
        return open(new WatchRequest(ADMIN, filter, null, false, 0), output);
    }

    /** A CIC server watches everything. */
    public String watchAs(String cicServer, boolean includeOwn, RecordingOutput output) {
        PeerIdentity peer = new PeerIdentity(cicServer, Role.CIC, List.of(cicServer));
        return open(new WatchRequest(peer, StatusFilter.ALL, null, includeOwn, 0), output);
    }

    /** An administrator goes on where a token was given. */
    public String resume(StatusFilter filter, byte[] token, RecordingOutput output) {
        try {
            @Nullable ResumeToken from = token.length == 0 ? null : ResumeToken.decode(token, filter);
            return open(new WatchRequest(ADMIN, filter, from, false, 0), output);
        } catch (BadTokenException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Starts a watch. */
    public String open(WatchRequest request, RecordingOutput output) {
        String id = "watch-" + ++watches;
        hub.open(id, request, output);
        loop.run();
        return id;
    }

    /** The output of the watch takes everything again. */
    public void ready(String id, RecordingOutput output) {
        output.takeAll();
        hub.resume(id);
        loop.run();
    }

    /** What is reported of a watch. */
    public WatchReport report(String id) {
        var reports = hub.reports();
        loop.run();
        return reports.join().stream()
                .filter(report -> report.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A filter by addresses. */
    public static StatusFilter emails(String... emails) {
        return new StatusFilter(Set.of(emails), Set.of());
    }
}
