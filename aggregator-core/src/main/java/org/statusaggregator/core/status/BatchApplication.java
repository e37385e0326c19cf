package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what one batch changes in a roster. Used once. */
final class BatchApplication {
    /** Removals are forgotten beyond this number or the number of users, whichever is greater. */
    static final int REMOVALS_KEPT = 1_000;

    private final PublishBatch batch;
    private final Roster roster;
    private final Session session;
    private final RowBodies bodies;
    private final boolean inSnapshot;
    private final List<Row> changed;
    /** Users whom this batch names without changing them, while a snapshot runs. */
    private final Set<String> unchanged = new HashSet<>();

    private long sequence;

    BatchApplication(PublishBatch batch, Roster roster, Session session, RowBodies bodies) {
        this.batch = batch;
        this.roster = roster;
        this.session = session;
        this.bodies = bodies;
        this.inSnapshot = batch.part().begins() || session.batches().snapshot().running();
        this.sequence = roster.header().sequence();
        this.changed = new ArrayList<>(batch.rows().size());
    }

    RosterChange change() {
        applyLatestOfEachUser();
        if (inSnapshot && batch.part().ends()) {
            removeUnmentioned();
        }
        RosterHeader header = roster.header().withSequence(sequence).withSession(sessionAfter());
        RosterChange.Kind kind =
                batch.part() == PublishBatch.Part.FIRST ? RosterChange.Kind.BEGIN_SNAPSHOT : RosterChange.Kind.ADD;
        return new RosterChange(pruned(header), Collections.unmodifiableList(changed), unchanged, kind);
    }

    /** In the order of the last ones. */
    private void applyLatestOfEachUser() {
        List<Row> rows = batch.rows();
        @Nullable Row[] held = roster.rows().users(rows);
        BitSet latest = latestOfEachUser(rows, held);
        for (int i = 0; i < held.length; i++) {
            if (latest.get(i)) {
                apply(rows.get(i), held[i]);
            }
        }
    }

    private BitSet latestOfEachUser(List<Row> rows, @Nullable Row[] held) {
        BitSet latest = new BitSet(held.length);
        BitSet places = new BitSet();
        Set<String> newcomers = new HashSet<>();
        for (int i = held.length - 1; i >= 0; i--) {
            Row before = held[i];
            boolean later;
            if (before == null) {
                later = !newcomers.add(rows.get(i).userId());
            } else {
                later = places.get(before.place());
                places.set(before.place());
            }
            latest.set(i, !later);
        }
        return latest;
    }

    private void apply(Row row, @Nullable Row held) {
        if (row.isRemoved()) {
            remove(held);
            return;
        }
        boolean loggedOff =
                held != null && held.facts().loggedOn() && !row.facts().loggedOn();
        Row settled = loggedOff && row.facts().transientKey() ? withoutKey(row) : row;
        if (held == null) {
            change(settled, null);
        } else if (!held.hasAddressOf(settled)) {
            change(Row.removed(held.userId(), held.email()), null);
            change(settled, held);
        } else if (inSnapshot && held.sameContent(settled)) {
            unchanged.add(held.userId());
        } else {
            change(settled, held);
        }
    }

    private void remove(@Nullable Row held) {
        if (held != null) {
            change(Row.removed(held.userId(), held.email()), null);
        }
    }

    private void removeUnmentioned() {
        boolean fresh = batch.part().begins();
        Set<String> named = namedHere();
        roster.rows().forEach(row -> {
            boolean mentioned = named.contains(row.userId()) || (!fresh && roster.isMentioned(row.userId()));
            if (!row.isRemoved() && !mentioned) {
                remove(row);
            }
        });
    }

    private void change(Row row, @Nullable Row held) {
        long epoch = roster.header().epoch().number();
        sequence++;
        changed.add(held == null ? row.stamped(epoch, sequence) : row.stamped(epoch, sequence, held));
    }

    private Row withoutKey(Row row) {
        Facts facts = row.facts().withoutTransientKey();
        return row.saying(facts, row.source(), bodies.withoutKey(row.body()));
    }

    private Session sessionAfter() {
        Session.Snapshot before = session.batches().snapshot();
        Session.Snapshot begun = batch.part().begins() ? before.begun() : before;
        Session.Snapshot after = batch.part().ends() && begun.running() ? Session.Snapshot.COMPLETE : begun;
        long sequenceBefore = roster.header().sequence();
        int named = after.running() ? named() : 0;
        return session.calledThrough(batch.node())
                .with(new Session.Batches(batch.number(), sequenceBefore, after, named));
    }

    /** How many users the running snapshot has named with this batch. */
    private int named() {
        Set<String> names = namedHere();
        if (batch.part().begins()) {
            return names.size();
        }
        names.removeIf(roster::isMentioned);
        return session.batches().named() + names.size();
    }

    private Set<String> namedHere() {
        Set<String> names = new HashSet<>(unchanged);
        changed.forEach(row -> names.add(row.userId()));
        return names;
    }

    private RosterHeader pruned(RosterHeader header) {
        int keep = Math.max(REMOVALS_KEPT, roster.rows().users());
        if (roster.rows().removals() <= 2 * keep) {
            return header;
        }
        return header.prunedThrough(roster.rows().pruneTarget(keep));
    }
}
