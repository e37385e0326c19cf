package org.statusaggregator.core.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node offers the roster that it finds on its disk after a start, and the cluster may know less. Its session comes back as ended: nobody is logged
 * on, non-persistent keys are cleared. What a CIC server has told the running cluster wins against every disk; of two disks, the one that was told more.
 *
 * @param stored as it was written, without a session; ends where the rows end
 * @param rows all of them, removals included, in version order
 * @param epochId id of the epoch in which they come back, new and random
 */
public record RestoreRoster(RosterHeader stored, List<Row> rows, String epochId) implements RosterRequest {
    /**
     * So many epochs are left out, because the disk does not know those of the last second: a watcher that has seen them must not step back.
     */
    static final long EPOCHS_LEFT_OUT = 1_000;

    /**
     * The offer of a disk.
     *
     * @param header as it was written
     * @param read how far the rows go; short of its end they are a mixture of states, which nobody can continue
     */
    public static RestoreRoster of(RosterHeader header, Position read, List<Row> rows, String epochId) {
        List<Epoch> epochs = header.epochs();
        if (read.sequence() < read.end()) {
            long salt = UUID.nameUUIDFromBytes(epochId.getBytes(StandardCharsets.UTF_8))
                    .getMostSignificantBits();
            epochs = epochs.stream()
                    .map(epoch ->
                            new Epoch(epoch.number(), epoch.id(), epoch.first(), epoch.cause(), epoch.branch() ^ salt))
                    .toList();
        }
        RosterHeader stored =
                new RosterHeader(header.cicServer(), epochs, null, read.sequence(), header.prunedThrough());
        return new RestoreRoster(stored, rows, epochId);
    }

    @Override
    public Decision decide(@Nullable Roster roster, RowBodies bodies) {
        if (roster == null) {
            return Decision.done(restored(0, bodies));
        }
        RosterHeader held = roster.header();
        if (held.epoch().id().equals(epochId)) {
            return new Decision(RosterAnswer.done(held), roster.whole());
        }
        if (held.hasPassed(stored.end())) {
            return Decision.refused(Refusal.OVERTAKEN, held);
        }
        if (LastWord.of(held).isFromDisk() && LastWord.of(stored).isAfter(LastWord.of(held))) {
            return Decision.done(restored(held.epoch().number(), bodies));
        }
        // The held one stays, above all that readers of the other one may have seen.
        Roster kept = RosterMerge.above(roster, stored);
        return kept == roster ? Decision.refused(Refusal.OVERTAKEN, held) : Decision.done(kept.whole());
    }

    private RosterChange restored(long heldEpoch, RowBodies bodies) {
        long number = Math.max(stored.epoch().number(), heldEpoch) + EPOCHS_LEFT_OUT;
        RosterHeader begun = stored.in(number, epochId, Epoch.Cause.RESTORED);
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Row back = row.isRemoved() ? row : row.loggedOff(Source.RESTORED, bodies);
            all.add(back.stamped(number, stored.sequence() + all.size() + 1));
        }
        return new RosterChange(
                begun.withSequence(stored.sequence() + all.size()), all, Set.of(), RosterChange.Kind.REPLACE);
    }
}
