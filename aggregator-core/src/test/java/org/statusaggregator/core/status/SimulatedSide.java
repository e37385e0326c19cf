package org.statusaggregator.core.status;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side of a cluster, split or not: the owner of the roster and its backup. The backup may miss the last change; before the next one of
 * another request it is made equal again, as the data grid does when it sees the gap.
 */
final class SimulatedSide {
    private @Nullable Roster owner;
    private @Nullable Roster backup;
    /** The request whose change the backup has missed; null = the backup is equal. */
    private @Nullable RosterRequest missed;
    /** Whether a backup that has missed a change may take the next one, and be made equal only later. */
    private final boolean gaps;
    /** Whether it has done so. */
    private boolean gapped;

    private int gapsSeen;

    /** A side that knows nothing. */
    SimulatedSide(boolean gaps) {
        this.gaps = gaps;
    }

    private SimulatedSide(@Nullable Roster roster, boolean gaps) {
        this(gaps);
        owner = copy(roster);
        backup = copy(roster);
    }

    /** Carries out the request. Answers null if the backup misses it: the caller cannot know what became of it. */
    @Nullable RosterAnswer execute(RosterRequest request, boolean backupMissesIt) {
        if (gapped || (missed != null && missed != request)) {
            if (!gaps || ++gapsSeen % 3 == 0) {
                repairBackup();
            } else {
                gapped = true;
            }
        }
        Decision decision = request.decide(owner, TestRows.BODIES);
        RosterChange change = decision.change();
        if (change == null) {
            return decision.answer();
        }
        owner = Replicas.install(owner, change);
        if (backupMissesIt) {
            missed = request;
            return null;
        }
        backup = Replicas.install(backup, change);
        if (!gapped) {
            Replicas.assertEqual(owner, backup);
        }
        missed = null;
        return decision.answer();
    }

    /** Forgets removals as a batch does once there are very many. */
    void forgetRemovals(int keep) {
        if (owner == null || owner.rows().removals() <= keep) {
            return;
        }
        long through = owner.rows().pruneTarget(keep);
        RosterChange change = RosterChange.of(owner.header().prunedThrough(through), List.of());
        owner.install(change);
        repairBackup();
    }

    /** The backup takes over, and gets a backup of its own. Answers what the owner held. */
    @Nullable Roster loseOwner() {
        Roster lost = owner;
        owner = backup;
        repairBackup();
        return lost;
    }

    /** Owner and backup are lost. */
    void loseEverything() {
        owner = null;
        repairBackup();
    }

    /** The backup becomes a side of its own; this one gets a new backup. */
    SimulatedSide splitOff() {
        SimulatedSide other = new SimulatedSide(backup, gaps);
        repairBackup();
        return other;
    }

    /** The other side's roster is merged into this one. */
    void join(SimulatedSide other) {
        if (owner != null && other.owner != null) {
            owner = copy(RosterMerge.merge(owner, other.owner));
        } else if (owner == null) {
            owner = copy(other.owner);
        }
        repairBackup();
    }

    private void repairBackup() {
        backup = copy(owner);
        missed = null;
        gapped = false;
    }

    /** The owner, unless there is none or its last change is not held by the backup. */
    @Nullable Roster safeOwner() {
        return missed == null && !gapped ? owner : null;
    }

    boolean isEmpty() {
        return owner == null;
    }

    boolean hasBackup() {
        return backup != null;
    }

    @Nullable Roster copyOfOwner() {
        return copy(owner);
    }

    Roster owner() {
        return Objects.requireNonNull(owner, "owner");
    }

    Roster backup() {
        return Objects.requireNonNull(backup, "backup");
    }

    @Nullable Session session() {
        return owner == null ? null : owner.header().session();
    }

    private static @Nullable Roster copy(@Nullable Roster roster) {
        return roster == null ? null : Roster.of(roster.whole());
    }
}
