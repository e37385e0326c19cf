package org.statusaggregator.core.client;

import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;

/** Writes down what an application hears, in words. */
final class Recorder implements ClientListener, WatchListener {
    /** What the watch delivered. */
    final List<String> heard = new ArrayList<>();

    final List<String> connection = new ArrayList<>();
    final List<SessionState> session = new ArrayList<>();
    final List<WatchState> watch = new ArrayList<>();
    final List<Acknowledgement> acknowledged = new ArrayList<>();
    final List<RefusedStatus> refused = new ArrayList<>();
    /** The reason of the last change of a state. */
    String reason = "";

    /** What was heard since the last call. */
    List<String> news() {
        List<String> news = List.copyOf(heard);
        heard.clear();
        return news;
    }

    @Override
    public void onConnectionState(ConnectionState state, Host host, String why) {
        connection.add(state + " " + host);
        reason = why;
    }

    @Override
    public void onSessionState(SessionState state, String why) {
        session.add(state);
        reason = why;
    }

    @Override
    public void onWatchState(WatchState state, String why) {
        watch.add(state);
        reason = why;
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        acknowledged.add(batch);
    }

    @Override
    public void onRefused(RefusedStatus status) {
        refused.add(status);
    }

    @Override
    public void onContactList(String contactList, String version) {
        heard.add(contactList + " is " + version);
    }

    @Override
    public void onStatus(Status status) {
        heard.add(status.userId() + " " + status.version());
    }

    @Override
    public void onRemoved(RemovedUser user) {
        heard.add(user.userId() + " removed");
    }

    @Override
    public void onSnapshotBegin() {
        heard.add("snapshot begins");
    }

    @Override
    public void onSnapshotEnd() {
        heard.add("snapshot ends");
    }

    @Override
    public void onCicServer(String cicServer, CicServerState state) {
        heard.add(cicServer + " " + state);
    }

    @Override
    public void onResyncBegin(String cicServer) {
        heard.add("resync of " + cicServer + " begins");
    }

    @Override
    public void onResyncEnd(String cicServer) {
        heard.add("resync of " + cicServer + " ends");
    }

    @Override
    public void onConnected(String node) {
        heard.add("connected to " + node);
    }

    @Override
    public void onDisconnected(String why) {
        heard.add("disconnected");
    }
}
