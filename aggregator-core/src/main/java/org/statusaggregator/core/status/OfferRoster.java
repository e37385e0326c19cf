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
        boolean mixture = read.sequence() < read.end();
        if (mixture) {
            long salt = UUID.randomUUID().getMostSignificantBits() | 1;
            Roster roster = Roster.of(whole(header.apart(salt), rows));
            return new OfferRoster(RosterMerge.rebased(roster, header).whole());
        }
        Session session = header.session();
        if (session != null && session.batches().snapshot().running()) {
            // readers do not know whom the running snapshot has named
            return new OfferRoster(whole(header.withSession(session.doubtful()), rows));
        }
        return new OfferRoster(whole(header, rows));
    }

    private static RosterChange whole(RosterHeader header, List<Row> rows) {
        return new RosterChange(header, rows, Set.of(), RosterChange.Kind.REPLACE);
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
        boolean forgotten = held.epochs().size() == RosterHeader.EPOCHS_KEPT
                && offered.epoch().number() < held.epochs().get(0).number();
        boolean endedByDisk = offered.session() != null && LastWord.of(held).isFromDisk();
        return forgotten || (held.hasPassed(offered.end()) && !held.end().equals(offered.end()) && !endedByDisk);
    }
}
