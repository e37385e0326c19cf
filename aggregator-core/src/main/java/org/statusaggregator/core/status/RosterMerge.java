package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides between two rosters of one CIC server, after a network split or a loss. Rosters merge whole, because a CIC server publishes to one side
 * only: live before ended, then the later opening or end, then the session that has published more, then the disk that was written later, then the id
 * of the opening or end. The one place that decides this. What a merge or a restore adds (an epoch, new sequences) has no weight until all that is
 * equal, so several rosters give one winner in whatever order they merge.
 */
public final class RosterMerge {
    private static final Comparator<RosterHeader> ORDER = Comparator.<RosterHeader, Boolean>comparing(
                    header -> header.session() != null)
            .thenComparing(header -> LastWord.of(header).epoch())
            .thenComparing(RosterMerge::batches)
            .thenComparing(RosterMerge::storedThrough)
            .thenComparing(header -> LastWord.of(header).id())
            .thenComparing(RosterHeader::version)
            .thenComparing(header -> header.epoch().branch())
            .thenComparing(RosterMerge::calls);

    private RosterMerge() {}

    /** Whether the first one wins against the second. */
    public static boolean wins(RosterHeader first, RosterHeader second) {
        return ORDER.compare(first, second) > 0;
    }

    /**
     * The roster that holds from now on. It is the winner itself if it continues the loser, or all its rows are newer than any of the loser's;
     * otherwise the winner's content in a new epoch above both, every row with a new version, so that no reader steps back.
     */
    public static Roster merge(Roster first, Roster second) {
        boolean firstWins = ORDER.compare(first.header(), second.header()) >= 0;
        Roster winner = firstWins ? first : second;
        return above(winner, firstWins ? second.header() : first.header());
    }

    /** The winner itself if it continues the loser or all its rows are newer than any of the loser's, otherwise its content above both. */
    static Roster above(Roster winner, RosterHeader loser) {
        return winner.header().hasPassed(loser.end()) || isNewer(winner, loser) ? winner : rebased(winner, loser);
    }

    private static long batches(RosterHeader header) {
        Session session = header.session();
        return session == null ? 0 : session.batches().last();
    }

    /** Of two disks, the one that was written later. */
    private static long storedThrough(RosterHeader header) {
        LastWord word = LastWord.of(header);
        return word.isFromDisk() ? word.through() : 0;
    }

    private static long calls(RosterHeader header) {
        Session session = header.session();
        return session == null ? 0 : session.lease().counter();
    }

    /** Whether the oldest row is newer than all that the loser gave; a later epoch alone does not tell, for rows keep their versions through it. */
    private static boolean isNewer(Roster roster, RosterHeader loser) {
        List<Row> oldest = roster.rows().after(0, 1);
        Version least =
                oldest.isEmpty() ? roster.header().version() : oldest.get(0).version();
        return least.isAfter(loser.version());
    }

    /** The winner's content in a new epoch above both. */
    static Roster rebased(Roster winner, RosterHeader loser) {
        RosterHeader held = winner.header();
        long epoch = Math.max(held.epoch().number(), loser.epoch().number()) + 1;
        List<Row> rows = new ArrayList<>(winner.rows().users());
        winner.rows().forEach(row -> rows.add(row.stamped(epoch, held.sequence() + rows.size() + 1)));
        long end = held.sequence() + rows.size();
        RosterHeader header = held.in(epoch, epochId(held, loser), Epoch.Cause.MERGED)
                .withSequence(end)
                .withSession(withoutLastBatch(held.session(), end));
        return Roster.of(new RosterChange(header, rows, winner.mentioned(), RosterChange.Kind.REPLACE));
    }

    /** The same wherever these two states merge, and for no others. */
    private static String epochId(RosterHeader winner, RosterHeader loser) {
        String states = winner.end() + " without removals through " + winner.prunedThrough() + " before " + loser.end();
        return UUID.nameUUIDFromBytes(states.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** All rows are new now, so that the last batch's are no longer found behind the sequence before it. */
    private static @Nullable Session withoutLastBatch(@Nullable Session session, long sequence) {
        if (session == null) {
            return null;
        }
        Session.Batches batches = session.batches();
        return session.with(batches.before(sequence));
    }
}
