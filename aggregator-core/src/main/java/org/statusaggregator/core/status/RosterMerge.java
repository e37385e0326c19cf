package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Decides between two rosters of one CIC server, after a network split or a loss. Rosters merge whole, because a CIC server publishes to one side
 * only: live before ended, then epoch, then sequence, then the epoch's id. The one place that decides this.
 */
public final class RosterMerge {
    private static final Comparator<RosterHeader> ORDER = Comparator.<RosterHeader, Boolean>comparing(
                    header -> header.session() != null)
            .thenComparing(header -> header.epoch().number())
            .thenComparing(RosterHeader::sequence)
            .thenComparing(header -> header.epoch().id());

    private RosterMerge() {}

    /** Whether the first one wins against the second. */
    public static boolean wins(RosterHeader first, RosterHeader second) {
        return ORDER.compare(first, second) > 0;
    }

    /**
     * The roster that holds from now on. It is the winner itself if readers of the loser cannot have seen a greater version; otherwise the
     * winner's content in a new epoch above both, every row with a new version, so that no reader steps back.
     */
    public static Roster merge(Roster first, Roster second) {
        boolean firstWins = ORDER.compare(first.header(), second.header()) >= 0;
        Roster winner = firstWins ? first : second;
        RosterHeader loser = firstWins ? second.header() : first.header();
        boolean above = winner.header().epoch().number() > loser.epoch().number();
        return above || winner.header().canContinue(loser.end()) ? winner : rebased(winner, loser);
    }

    private static Roster rebased(Roster winner, RosterHeader loser) {
        RosterHeader held = winner.header();
        long epoch = Math.max(held.epoch().number(), loser.epoch().number()) + 1;
        byte[] origin = (held.epoch().id() + loser.epoch().id()).getBytes(StandardCharsets.UTF_8);
        RosterHeader header = held.in(epoch, UUID.nameUUIDFromBytes(origin).toString(), Epoch.Cause.MERGED);
        List<Row> rows = new ArrayList<>(winner.rows().users());
        winner.rows().forEach(row -> rows.add(row.stamped(epoch, held.sequence() + rows.size() + 1)));
        RosterChange whole = winner.whole();
        Set<String> mentioned = whole.mentioned();
        RosterHeader end = header.withSequence(held.sequence() + rows.size());
        return Roster.of(new RosterChange(end, rows, mentioned, RosterChange.Kind.REPLACE));
    }
}
