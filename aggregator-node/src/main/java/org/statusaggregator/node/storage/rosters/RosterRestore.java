package org.statusaggregator.node.storage.rosters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.RestoreRoster;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.roster.RosterStore;
import org.statusaggregator.node.storage.StoredMaps;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/**
 * Offers the cluster what it does not know of the rosters on this disk. At the start of a node, after its view is complete, so that it is known what
 * the cluster has, and before it serves anyone and writes anything. Blocks.
 */
public final class RosterRestore {
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Logger LOG = LogManager.getLogger(RosterRestore.class);

    private final StatusView view;
    private final ViewLoop loop;
    private final RosterStore store;

    /** For the node with this view. */
    public RosterRestore(StatusView view, ViewLoop loop, RosterStore store) {
        this.view = view;
        this.loop = loop;
        this.store = store;
    }

    /** Offers what is needed, and waits until the view shows it. */
    public void restore(StoredMaps maps) {
        Map<String, RosterHeader> held = loop.ask(this::held).join();
        Set<String> given = new HashSet<>();
        StoredRoster.all(maps).forEach((cicServer, roster) -> {
            RosterHeader header = held.get(cicServer);
            if (header != null && header.hasPassed(roster.read())) {
                return; // the cluster has gone on from there
            }
            if (offer(roster, roster.rows(maps))) {
                given.add(cicServer);
            }
        });
        awaitShown(given);
    }

    private Map<String, RosterHeader> held() {
        Map<String, RosterHeader> headers = new HashMap<>();
        view.rosters().forEach(roster -> headers.put(roster.cicServer(), roster.header()));
        return headers;
    }

    /** Returns whether the cluster holds the roster now. */
    private boolean offer(StoredRoster roster, List<Row> rows) {
        String cicServer = roster.header().cicServer();
        RestoreRoster offer = RestoreRoster.of(
                roster.header(), roster.read(), rows, UUID.randomUUID().toString());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                RosterStore.Outcome outcome = store.execute(cicServer, offer)
                        .toCompletableFuture()
                        .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
                if (outcome.answer().refusal() == null) {
                    LOG.info("{}: {} rows were offered from the disk", cicServer, rows.size());
                } else {
                    LOG.info("{}: the cluster knows better than the disk", cicServer);
                }
                return true;
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn(
                        "{}: offering its roster from the disk failed, attempt {} of {}",
                        cicServer,
                        attempt,
                        ATTEMPTS,
                        e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        LOG.error("{}: its roster on the disk could not be given back; it stays there", cicServer);
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis()); // at the start, and a few times at most
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitShown(Set<String> cicServers) {
        Shown shown = new Shown(view, new ArrayList<>(cicServers));
        loop.execute(() -> {
            view.listen(shown);
            shown.check();
        });
        try {
            shown.done.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the view does not show everything yet that came from the disk");
        }
    }

    /** Done when the view shows these rosters. Only the view's thread touches it. */
    private static final class Shown implements StatusView.Listener {
        final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private final StatusView view;
        private final List<String> missing;

        Shown(StatusView view, List<String> missing) {
            this.view = view;
            this.missing = missing;
        }

        @Override
        public void changed(RosterView roster) {
            check();
        }

        void check() {
            missing.removeIf(cicServer -> view.roster(cicServer) != null);
            if (missing.isEmpty()) {
                done.complete(null);
            }
        }
    }
}
