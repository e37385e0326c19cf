package org.statusaggregator.core.status;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node offers the roster that it still knows, because the map lost it. Installed only if nothing is held, or what is held loses against it.
 *
 * @param offered the whole roster
 */
public record OfferRoster(RosterChange offered) implements RosterRequest {
    /**
     * The offer of a reader: what it has read of the roster.
     *
     * @param header as it was read
     * @param read how far; short of its end the rows are a mixture of states, which goes back as a state of its own
     * @param rows all that it holds, in version order
     */
    public static OfferRoster of(RosterHeader header, Position read, List<Row> rows) {
        Session session = header.session();
        boolean mixture = read.sequence() < read.end();
        if (session != null && (mixture || session.batches().snapshot().running())) {
            // readers do not know whom the running snapshot has named
            Session.Batches batches = session.batches();
            Session.Batches unknown =
                    new Session.Batches(Session.Batches.UNKNOWN, batches.before(), batches.snapshot());
            return of(header.withSession(session.with(unknown)), rows, mixture);
        }
        return of(header, rows, mixture);
    }

    private static OfferRoster of(RosterHeader header, List<Row> rows, boolean mixture) {
        if (!mixture) {
            return new OfferRoster(new RosterChange(header, rows, Set.of(), RosterChange.Kind.REPLACE));
        }
        RosterHeader own = withAnotherPast(header);
        Roster roster = Roster.of(new RosterChange(own, rows, Set.of(), RosterChange.Kind.REPLACE));
        return new OfferRoster(RosterMerge.rebased(roster, header).whole());
    }

    /** The same epochs on branches that nobody has read. */
    private static RosterHeader withAnotherPast(RosterHeader header) {
        long salt = UUID.randomUUID().getMostSignificantBits();
        List<Epoch> epochs = header.epochs().stream()
                .map(epoch ->
                        new Epoch(epoch.number(), epoch.id(), epoch.first(), epoch.cause(), epoch.branch() ^ salt))
                .toList();
        return new RosterHeader(
                header.cicServer(), epochs, header.session(), header.sequence(), header.prunedThrough());
    }

    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            return Decision.done(offered);
        }
        if (isPast(offered.header(), roster.header())) {
            return Decision.refused(Refusal.OVERTAKEN, roster.header());
        }
        Roster other = Roster.of(offered);
        Roster merged = RosterMerge.merge(roster, other);
        if (merged == roster) {
            return Decision.refused(Refusal.OVERTAKEN, roster.header());
        }
        return Decision.done(merged.whole());
    }

    /**
     * What is held has grown out of what is offered: a session that has ended since must not come back. One that only a disk has taken for ended may:
     * its node was still there.
     */
    private static boolean isPast(RosterHeader offered, RosterHeader held) {
        boolean endedByDisk = offered.session() != null && LastWord.of(held).isFromDisk();
        return held.hasPassed(offered.end()) && !held.end().equals(offered.end()) && !endedByDisk;
    }
}
