package org.statusaggregator.cli.simulate;

import org.statusaggregator.core.client.Acknowledgement;
import org.statusaggregator.core.client.ClientListener;
import org.statusaggregator.core.client.ConnectionState;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.RefusedStatus;
import org.statusaggregator.core.client.SessionState;

/** What the client library tells, in the simulator's words. Called on the client's thread only. */
final class ClientEvents implements ClientListener {
    private final PublisherEvents events;
    private ConnectionState connection = ConnectionState.IDLE;

    ClientEvents(PublisherEvents events) {
        this.events = events;
    }

    @Override
    public void onConnectionState(ConnectionState state, Host host, String reason) {
        boolean leftAHost = connection == ConnectionState.CONNECTING || connection == ConnectionState.CONNECTED;
        connection = state;
        switch (state) {
            case CONNECTED -> events.connected(host.toString());
            case BACKING_OFF -> events.unreachable(reason);
            case CONNECTING -> {
                if (leftAHost) {
                    events.disconnected(reason);
                }
            }
            case IDLE, CLOSED -> {
                // Before the first call and after the last one.
            }
        }
    }

    @Override
    public void onSessionState(SessionState state, String reason) {
        switch (state) {
            case FENCED -> events.ended(PublisherEvents.End.TAKEN_OVER, reason);
            case REFUSED -> events.ended(PublisherEvents.End.REFUSED, reason);
            case CLOSED -> events.closed(reason);
            case OPENING, HELD, SYNCHRONIZING, LIVE, CLOSING -> {
                // The client goes through these by itself.
            }
        }
    }

    @Override
    public void onAcknowledged(Acknowledgement batch) {
        events.confirmed(batch.statuses().size() + batch.removedUserIds().size(), batch.copies());
    }

    @Override
    public void onRefused(RefusedStatus refused) {
        events.refused(refused.status().userId(), refused.reason() + ": " + refused.message());
    }
}
