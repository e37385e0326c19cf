package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One roster as the map keeps it: the owner decides, the backup installs what was decided. */
final class Replicas {
    private @Nullable Roster owner;
    private @Nullable Roster backup;
    private RosterAnswer answer = new RosterAnswer(null, 0, 0, 0);

    /** Owner and backup that hold this roster. */
    static Replicas of(Roster roster) {
        Replicas replicas = new Replicas();
        replicas.owner = Roster.of(roster.whole());
        replicas.replaceBackup();
        return replicas;
    }

    /** The owner decides, owner and backup install; they must be equal then. */
    RosterAnswer ask(RosterRequest request) {
        RosterChange change = decideOnOwner(request);
        if (change != null) {
            backup = install(backup, change);
        }
        assertEqual(owner, backup);
        return answer;
    }

    /** The backup does not hear of it. */
    RosterAnswer askWhileBackupMissesIt(RosterRequest request) {
        decideOnOwner(request);
        return answer;
    }

    private @Nullable RosterChange decideOnOwner(RosterRequest request) {
        Decision decision = request.decide(owner, TestRows.BODIES);
        answer = decision.answer();
        if (decision.change() != null) {
            owner = install(owner, decision.change());
        }
        return decision.change();
    }

    /** What the map does with a change. */
    static Roster install(@Nullable Roster roster, RosterChange change) {
        if (roster == null) {
            return Roster.of(change);
        }
        roster.install(change);
        return roster;
    }

    /** The owner is lost; a new backup is made from the whole of the old one. */
    void loseOwner() {
        owner = Objects.requireNonNull(backup, "backup");
        replaceBackup();
    }

    /** The backup is lost; a new one is made from the whole of the owner. */
    void replaceBackup() {
        backup = Roster.of(owner().whole());
        assertEqual(owner, backup);
    }

    Roster owner() {
        return Objects.requireNonNull(owner, "owner");
    }

    Roster backup() {
        return Objects.requireNonNull(backup, "backup");
    }

    RosterHeader header() {
        return owner().header();
    }

    /** The row of a user whom the roster must hold. */
    Row user(String userId) {
        return Objects.requireNonNull(owner().rows().user(userId), userId);
    }

    /** The users held, in the order of their ids. */
    List<String> users() {
        return new ArrayList<>(live(owner()).keySet());
    }

    static Map<String, Row> live(Roster roster) {
        TreeMap<String, Row> rows = new TreeMap<>();
        roster.rows().forEach(row -> {
            if (!row.isRemoved()) {
                rows.put(row.userId(), row);
            }
        });
        return rows;
    }

    static void assertEqual(@Nullable Roster first, @Nullable Roster second) {
        if (first == null || second == null) {
            assertThat(first).isSameAs(second);
            return;
        }
        assertThat(second.header()).isEqualTo(first.header());
        assertThat(described(second)).isEqualTo(described(first));
        assertThat(second.whole().mentioned()).isEqualTo(first.whole().mentioned());
        assertThat(second.rows().users()).isEqualTo(first.rows().users());
        assertThat(second.rows().removals()).isEqualTo(first.rows().removals());
    }

    private static List<String> described(Roster roster) {
        List<String> rows = new ArrayList<>();
        roster.rows().forEach(row -> rows.add(TestRows.described(row)));
        return rows;
    }
}
