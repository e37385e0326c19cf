package org.statusaggregator.node.storage.rosters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.RestoreRoster;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.MemoryMaps;
import org.statusaggregator.node.support.TestCic;

/** What the view shows reaches the disk, and comes back from it when the cluster starts from nothing. */
class RosterDiskTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final MemoryMaps disk = new MemoryMaps();
    private final TestCic cic = new TestCic("cic1", store);

    @Test
    void changesAreAppendedAndLittleIsWrittenForLittle() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(5_000, "Available"));
        node.write();
        node.assertDiskIsEqualToTheView();
        long before = disk.written();

        cic.publish(cic.user("u7", "At Lunch"));
        node.write();

        node.assertDiskIsEqualToTheView();
        assertThat(disk.written() - before).isLessThan(2_000);
    }

    @Test
    void aCallThatOnlyRenewsTheLeaseWritesNothing() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(10, "Available"));
        node.write();
        long before = disk.written();

        cic.keepAlive();
        node.write();

        assertThat(disk.written()).isEqualTo(before);
    }

    @Test
    void rowsThatWereSupersededDoNotPileUp() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(100, "Available"));
        for (int i = 0; i < 200; i++) {
            cic.publish(cic.users(100, "Status " + i));
            node.write();
            node.assertDiskIsEqualToTheView();
        }
        assertThat(disk.size()).as("bytes of 20,000 changes of 100 users").isLessThan(1_500_000);
    }

    @Test
    void whatIsWrittenAnewAndIncompleteLeavesTheOldStateInPlace() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(3_000, "Available"));
        node.write();
        store.lose("cic1");
        TestCic other = new TestCic("cic1", store);
        other.openWith(other.users(3_000, "Elsewhere"));
        node.round();

        node.writeOneSlice();
        MemoryMaps killed = disk.afterKill();

        StoredRoster roster = Objects.requireNonNull(StoredRoster.all(killed).get("cic1"));
        assertThat(roster.header().epoch().id()).isEqualTo(cic.sessionId());
        assertThat(roster.rows(killed)).hasSize(3_000);
        node.write();
        node.assertDiskIsEqualToTheView();
        DiskNode restarted = new DiskNode(new InMemoryRosterStore(), killed);
        assertThat(killed.names()).as("what was begun is gone").hasSize(2);
        restarted.write();
        restarted.assertDiskIsEqualToTheView();
    }

    @Test
    void aClusterThatStartsFromNothingIsGivenEverythingLoggedOff() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(2_500, "Gone Home"));
        cic.publish(TestCic.removal("u1"));
        node.write();

        InMemoryRosterStore empty = new InMemoryRosterStore();
        MemoryMaps found = disk.afterKill();
        DiskNode restarted = new DiskNode(empty, found);

        Roster roster = empty.roster("cic1");
        assertThat(roster.rows().users()).isEqualTo(2_499);
        assertThat(roster.rows().removals()).isEqualTo(1);
        roster.rows().forEach(row -> {
            if (!row.isRemoved()) {
                assertThat(row.facts()).isEqualTo(Facts.OFF);
                assertThat(row.source()).isEqualTo(Source.RESTORED);
            }
        });
        assertThat(Objects.requireNonNull(restarted.view().roster("cic1"))
                        .rows()
                        .users())
                .isEqualTo(2_499);
        restarted.write();
        restarted.assertDiskIsEqualToTheView();
    }

    @Test
    void aClusterThatWentOnIsOfferedNothing() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(10, "Available"));
        node.write();
        MemoryMaps old = disk.afterKill();
        cic.publish(cic.user("u1", "At Lunch"));

        DiskNode second = new DiskNode(store, old);

        assertThat(store.requests()).noneMatch(RestoreRoster.class::isInstance);
        second.write();
        second.assertDiskIsEqualToTheView();
    }

    @Test
    void aLiveSessionStaysWhateverTheDiskSays() {
        DiskNode node = new DiskNode(store, disk);
        for (int i = 0; i < 5; i++) {
            cic.openWith(cic.users(10, "Gone Home"));
        }
        node.write();
        InMemoryRosterStore fresh = new InMemoryRosterStore();
        TestCic reborn = new TestCic("cic1", fresh);
        reborn.openWith(reborn.user("u1", "Here"));

        DiskNode late = new DiskNode(fresh, disk.afterKill());

        assertThat(fresh.roster("cic1").rows().users()).isOne();
        assertThat(reborn.publish(reborn.user("u1", "Still here"))
                        .toCompletableFuture()
                        .join()
                        .answer()
                        .refusal())
                .isNull();
        assertThat(fresh.roster("cic1").header().epoch().number())
                .as("above all that was seen")
                .isGreaterThan(5);
        late.write();
        late.assertDiskIsEqualToTheView();
    }

    @Test
    void anOfferThatFailsIsMadeAgain() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(10, "Gone Home"));
        node.write();
        InMemoryRosterStore empty = new InMemoryRosterStore();
        empty.failCalls(1);

        new DiskNode(empty, disk.afterKill());

        assertThat(empty.roster("cic1").rows().users()).isEqualTo(10);
    }

    @Test
    void afterAFailureTheDiskIsBroughtUpToDateFromWhatItHas() {
        DiskNode node = new DiskNode(store, disk);
        cic.openWith(cic.users(3_000, "Available"));
        node.write();
        cic.publish(cic.users(500, "At Lunch"));
        node.fail();

        node.begin();
        node.write();

        node.assertDiskIsEqualToTheView();
    }

    /** Random days: changes, sessions, whole replacements, rounds that reach the disk or fail, kills and restarts. */
    @Test
    void onRandomDaysTheDiskIsEqualToTheViewAfterEachRound() {
        for (long seed = 0; seed < 150; seed++) {
            try {
                day(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void day(Random random) {
        InMemoryRosterStore store = new InMemoryRosterStore();
        MemoryMaps disk = new MemoryMaps();
        DiskNode node = new DiskNode(store, disk);
        List<TestCic> cics = List.of(new TestCic("cic1", store), new TestCic("cic2", store));
        for (int step = 0; step < 60; step++) {
            TestCic cic = cics.get(random.nextInt(cics.size()));
            switch (random.nextInt(12)) {
                case 0 -> cic.openAbove(0);
                case 1 -> cic.snapshot(cic.users(random.nextInt(3_000), "All " + step));
                case 2 -> cic.close();
                case 3 -> store.lose(cic.name());
                case 4 -> node.fail();
                case 5 -> {
                    if (random.nextInt(3) == 0) {
                        store.lose("cic1");
                        store.lose("cic2");
                    }
                    disk = disk.afterKill();
                    node = new DiskNode(store, disk);
                }
                case 6, 7, 8 -> {
                    node.write();
                    node.write();
                    node.assertDiskIsEqualToTheView();
                }
                default -> {
                    Row[] rows = new Row[1 + random.nextInt(80)];
                    for (int i = 0; i < rows.length; i++) {
                        String user = "u" + random.nextInt(200);
                        rows[i] = random.nextInt(5) == 0 ? TestCic.removal(user) : cic.user(user, "Some " + step);
                    }
                    cic.publish(rows);
                }
            }
        }
    }
}
