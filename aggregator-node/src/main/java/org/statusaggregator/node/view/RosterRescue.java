package org.statusaggregator.node.view;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;

/**
 * Offers back what the store has lost and this node still shows: every copy of a roster died, but a view of it did not. What the view lacks of it,
 * the CIC server sends again: its next batch does not follow the last one that the roster knows.
 */
public final class RosterRescue implements StatusView.Listener {
    private static final Logger LOG = LogManager.getLogger(RosterRescue.class);

    private final RosterStore store;
    private final ViewLoop loop;
    private final Set<String> offering = new HashSet<>();

    /** To be added to the view as a listener. */
    public RosterRescue(RosterStore store, ViewLoop loop) {
        this.store = store;
        this.loop = loop;
    }

    @Override
    public void changed(RosterView roster) {
        // what is there needs no rescue
    }

    @Override
    public void missing(RosterView roster) {
        String cicServer = roster.cicServer();
        if (!offering.add(cicServer)) {
            return;
        }
        List<Row> rows = roster.rows().after(0, Integer.MAX_VALUE);
        OfferRoster offer = OfferRoster.of(roster.header(), roster.shown(), rows);
        CompletionStage<?> unused = store.execute(cicServer, offer)
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            offering.remove(cicServer);
                            if (failure != null) {
                                LOG.warn("{}: offering its roster back failed, will try again", cicServer, failure);
                            } else if (outcome.answer().refusal() == null) {
                                LOG.warn("{}: the cluster had lost its roster; given back from memory", cicServer);
                            }
                        },
                        loop);
    }
}
