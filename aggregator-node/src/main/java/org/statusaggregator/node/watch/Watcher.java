package org.statusaggregator.node.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.wire.WatchMessages;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;

/**
 * One watch: a cursor for each roster, and nothing else that grows. While its output is ready it sends the rows after each cursor; while it is
 * not, changes wait in the view, where a row that changes again takes the place of what it was. So a slow watcher costs nobody
 * anything, skips intermediate values and never the last one, and its cursors are its resume token. Only the view's thread touches it.
 */
final class Watcher {
    /** Rows in one message. */
    static final int BATCH = RosterView.BATCH;

    /** Rows that are looked through at a time for those that are wanted. */
    private static final int LOOK = 8 * BATCH;
    /** So often in a turn. Other watches, and everybody's signs of life, wait no longer than that, however rare the wanted rows are. */
    private static final int LOOKS_IN_TURN = 8;

    /** Signs of life without room for them, after which a snapshot stands still. */
    private static final int STALLED = 2;

    private static final byte[] NO_TOKEN = {};

    private final String id;
    private final WatchRequest request;
    private final WatchOutput output;
    private final StatusView view;
    private final Predicate<String> isMember;
    private final Interest interest;
    private final Map<String, Cursor> cursors = new HashMap<>();
    /** Cursors that have something to send, in turn. */
    private final ArrayDeque<Cursor> queue = new ArrayDeque<>();
    /** Positions of the resume token whose roster has not appeared yet. */
    private final Map<String, Position> resumed = new HashMap<>();

    private WatcherState state;
    private long delivered;
    /** How many cursors still walk through everything. */
    private int walking;
    /** Looks for wanted rows in this turn. */
    private int looks;

    private boolean begun;
    /** What has just changed, while that is told. */
    private Followers.@Nullable News news;
    /** Signs of life, one after another, that the peer had no room for. */
    private int signsNotTaken;

    Watcher(String id, WatchRequest request, WatchOutput output, StatusView view, Predicate<String> isMember) {
        this.id = id;
        this.request = request;
        this.output = output;
        this.view = view;
        this.isMember = isMember;
        this.interest = new Interest(request.filter(), request.members());
        this.state = request.token() == null ? WatcherState.SNAPSHOT : WatcherState.CURRENT;
        if (request.token() != null) {
            resumed.putAll(request.token().positions());
        }
    }

    String id() {
        return id;
    }

    /** Says that it is there. What follows is sent from {@link #begin} on; until then only signs of life are. */
    void start(String node) {
        output.send(WatchMessages.started(id, node, state != WatcherState.SNAPSHOT));
    }

    /** Sends what there is. Called once. */
    void begin() {
        if (state == WatcherState.ENDED) {
            return;
        }
        begun = true;
        if (state == WatcherState.SNAPSHOT) {
            output.send(WatchMessages.snapshotBegin());
        }
        view.rosters().forEach(this::enqueue);
        drain();
    }

    /** Whether {@link #begin} was called. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it starts with a snapshot. */
    boolean wantsSnapshot() {
        return request.token() == null;
    }

    /** Whether its snapshot is on its way, and the peer takes it. */
    boolean takesSnapshot() {
        return state == WatcherState.SNAPSHOT && signsNotTaken < STALLED;
    }

    /** The roster changed, or the state of its CIC server may have. */
    void changed(RosterView roster) {
        if (enqueue(roster)) {
            drain();
        }
    }

    /** The roster changed by this. */
    void changed(Followers.News changes) {
        news = changes;
        changed(changes.roster());
        news = null; // the roster goes on
    }

    private boolean enqueue(RosterView roster) {
        if (!begun || state == WatcherState.ENDED || !isWatched(roster.cicServer())) {
            return false;
        }
        Cursor cursor = cursors.get(roster.cicServer());
        if (cursor == null) {
            cursor = cursor(roster);
            walking += cursor.walk == Cursor.Walk.FIRST ? 1 : 0;
            cursors.put(roster.cicServer(), cursor);
        }
        if (!cursor.queued) {
            cursor.queued = true;
            queue.add(cursor);
        }
        return true;
    }

    /** Who resumes may hold rows that came after the token, also of a roster that the token does not name: that one is resynced. */
    private Cursor cursor(RosterView roster) {
        if (request.token() == null) {
            return Cursor.atStart(roster);
        }
        Position position = resumed.remove(roster.cicServer());
        return Cursor.at(roster, position == null ? Position.START : position);
    }

    private boolean isWatched(String cicServer) {
        PeerIdentity peer = request.peer();
        boolean own = peer.role() == Role.CIC && peer.name().equalsIgnoreCase(cicServer);
        return request.filter().matchesCicServer(cicServer) && (request.includeOwn() || !own);
    }

    /** Sends while the output takes it, for one turn of the view's thread. */
    void drain() {
        if (!begun) {
            return;
        }
        looks = 0;
        while (output.isReady() && state != WatcherState.ENDED && looks < LOOKS_IN_TURN) {
            interest.tellLists((list, version) -> output.send(WatchMessages.contactList(list, version)));
            Cursor cursor = queue.poll();
            if (cursor != null) {
                cursor.queued = false;
                advance(cursor);
            } else if (interest.hasAdded() && cursors.values().stream().noneMatch(waiting -> waiting.parked)) {
                sendAdded();
            } else {
                break;
            }
        }
        settle();
    }

    /**
     * Sends the rows of some added addresses, as they are now: however long they waited, nothing was kept for them. Only when every change until now was
     * sent: that a user has left one followed address would be a step back after the user's row at another.
     */
    private void sendAdded() {
        Map<String, List<Row>> rows = new TreeMap<>();
        for (int count = 0; interest.hasAdded() && count < BATCH; ) {
            for (StatusView.Found found : view.find(interest.nextAdded())) {
                String cicServer = found.roster().cicServer();
                if (isWatched(cicServer)) {
                    rows.computeIfAbsent(cicServer, name -> new ArrayList<>()).add(found.row());
                    count++;
                }
            }
        }
        rows.forEach((cicServer, found) -> {
            found.sort(Comparator.comparingLong(Row::sequence));
            output.send(WatchMessages.rows(cicServer, found));
            delivered += found.size();
        });
    }

    private void settle() {
        if (state == WatcherState.ENDED) {
            return;
        }
        boolean waiting = !queue.isEmpty() || interest.isDue();
        if (state != WatcherState.SNAPSHOT) {
            state = waiting ? WatcherState.LAGGING : WatcherState.CURRENT;
        } else if (walking == 0 && !waiting) {
            output.send(WatchMessages.snapshotEnd(token()));
            state = WatcherState.CURRENT;
        }
    }

    /** Sends one batch of a roster, and the marks that belong before and after it. */
    private void advance(Cursor cursor) {
        cursor.parked = false;
        if (!cursor.canContinue()) {
            if (cursor.park()) {
                return;
            }
            walking += cursor.walk == Cursor.Walk.CHANGES ? 1 : 0;
            cursor.restart();
            if (cursor.walk == Cursor.Walk.RESYNC) {
                beginResync(cursor);
            }
        }
        sendRows(cursor);
        if (cursor.walk != Cursor.Walk.CHANGES && cursor.position.sequence() >= cursor.target) {
            endWalk(cursor);
        }
        if (cursor.atEnd()) {
            tellState(cursor);
        } else {
            cursor.queued = true;
            queue.add(cursor);
        }
    }

    /**
     * From here on the reader may hold rows of another state than its last token says. Should the stream end before the resync does, the token that goes
     * before has this roster sent whole again, and not continued.
     */
    private void beginResync(Cursor cursor) {
        output.send(WatchMessages.progress(token()));
        output.send(WatchMessages.resyncBegin(cursor.roster.cicServer()));
    }

    /** The reader holds the roster whole; a token says so at once, for without it the next node would have to send the roster whole again. */
    private void endWalk(Cursor cursor) {
        if (cursor.walk == Cursor.Walk.RESYNC) {
            output.send(WatchMessages.resyncEnd(cursor.roster.cicServer()));
        }
        cursor.walk = Cursor.Walk.CHANGES;
        walking--;
        if (state != WatcherState.SNAPSHOT) {
            output.send(WatchMessages.progress(token()));
        }
    }

    private void sendRows(Cursor cursor) {
        RosterView roster = cursor.roster;
        long after = cursor.position.sequence();
        if (interest.inEverybody()) {
            RosterView.Batch batch = roster.batchAfter(after);
            if (batch.size() > 0) {
                output.send(batch.message());
                delivered += batch.size();
            }
            cursor.sentThrough(Math.max(after, batch.through()));
        } else if (interest.inAddresses() && news != null && news.continues(cursor)) {
            send(roster, news.of(this));
            cursor.sentThrough(roster.end());
        } else {
            looks++;
            List<Row> rows = roster.rows().after(after, LOOK);
            send(roster, interest.of(rows));
            boolean full = rows.size() == LOOK;
            cursor.sentThrough(full ? rows.get(rows.size() - 1).sequence() : Math.max(after, roster.end()));
        }
    }

    private void send(RosterView roster, List<Row> rows) {
        if (!rows.isEmpty()) {
            output.send(WatchMessages.rows(roster.cicServer(), rows));
            delivered += rows.size();
        }
    }

    /** A contact list of this watch is in another state: its new addresses are sent like those that the peer adds. */
    void listChanged(String list, Set<String> addedEmails) {
        if (state != WatcherState.ENDED && interest.listChanged(list, addedEmails)) {
            drain();
        }
    }

    private void tellState(Cursor cursor) {
        CicServerState now = cursor.roster.header().state(isMember);
        if (now != cursor.told) {
            cursor.told = now;
            output.send(WatchMessages.cicServer(cursor.roster.cicServer(), now));
        }
    }

    /** Sends a sign of life, with a token unless the snapshot is being sent. */
    void progress() {
        cursors.values().stream().filter(Cursor::losesPatience).toList().forEach(cursor -> changed(cursor.roster));
        if (state == WatcherState.ENDED) {
            return;
        }
        if (output.isReady()) {
            signsNotTaken = 0;
            output.send(WatchMessages.progress(token()));
        } else {
            signsNotTaken++;
        }
    }

    /**
     * Where the watch stands, without the rosters that are being sent whole; nothing while that is not exact.
     */
    private byte[] token() {
        boolean snapshot = state == WatcherState.SNAPSHOT && (!begun || walking > 0);
        if (snapshot || !interest.canResume()) {
            return NO_TOKEN;
        }
        Map<String, Position> positions = new HashMap<>(resumed);
        cursors.forEach((cicServer, cursor) -> {
            if (cursor.walk == Cursor.Walk.CHANGES) {
                positions.put(cicServer, cursor.position);
            }
        });
        return new ResumeToken(positions).encode(interest.bound());
    }

    /** Whether the last turn ended before the work did: another {@link #drain} is due, after what others have to do. */
    boolean wantsAnotherTurn() {
        return looks >= LOOKS_IN_TURN && state != WatcherState.ENDED && output.isReady();
    }

    /** Whose rows it wants. Who changes that lets it {@link #drain}. */
    Interest interest() {
        return interest;
    }

    /** The node stops: says so and ends the stream. */
    void goAway(List<String> hosts, String reason) {
        if (end()) {
            output.send(WatchMessages.goAway(hosts, reason));
            output.end();
        }
    }

    /** Nothing is sent any more. Returns whether that is new. */
    boolean end() {
        boolean open = state != WatcherState.ENDED;
        state = WatcherState.ENDED;
        return open;
    }

    WatchReport report(String node) {
        long behind = 0;
        for (Cursor cursor : cursors.values()) {
            behind += cursor.roster.rows().distance(cursor.position.sequence());
        }
        return new WatchReport(
                id,
                node,
                request.peer(),
                state,
                interest.emails().size(),
                request.filter(),
                behind,
                delivered,
                request.atMillis());
    }
}
