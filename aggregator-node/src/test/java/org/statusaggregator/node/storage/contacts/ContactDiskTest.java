package org.statusaggregator.node.storage.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.TestLists;
import org.statusaggregator.node.support.InMemoryContactStore;
import org.statusaggregator.node.support.MemoryMaps;

/** Contact lists reach the disk as the cluster holds them, and come back from it when the cluster starts from nothing. */
class ContactDiskTest {
    private static final List<String> NAMES = List.of("people");
    private static final Duration SOON = Duration.ofSeconds(2);

    private final TestLists lists = new TestLists();
    private MemoryMaps disk = new MemoryMaps();
    private ContactPart part = new ContactPart(NAMES);

    /** The node begins to store. */
    private void begin() {
        part.begin(disk);
        lists.keepIn(part);
    }

    private void people(int from, int to) {
        for (int i = from; i < to; i++) {
            lists.directory.put("p" + i, "Person " + i, "p" + i + "@example.com");
        }
    }

    /** A round that reaches the disk. */
    private void write() {
        part.write(disk);
        disk.commit();
    }

    private static ContactArchive.Kept stored(MemoryMaps disk) {
        ContactPart found = new ContactPart(NAMES);
        found.read(disk.afterKill());
        return found.load("people");
    }

    private void assertDiskIsAsShown() {
        ContactArchive.Kept stored = stored(disk);
        assertThat(stored.contacts())
                .containsExactlyInAnyOrderElementsOf(lists.shown().contacts());
        assertThat(stored.header().last()).isEqualTo(lists.shown().header().last());
        assertThat(stored.header().poll().last())
                .isEqualTo(lists.shown().header().poll().last());
    }

    @Test
    void littleIsWrittenForLittleAndNothingForNothing() {
        begin();
        people(0, 5_000);
        lists.poll();
        write();
        assertDiskIsAsShown();

        lists.directory.department("p17", "Sales");
        lists.directory.remove("p18");
        people(5_000, 5_001);
        lists.poll();
        long before = disk.written();
        write();
        assertDiskIsAsShown();
        assertThat(disk.written() - before).isLessThan(1_500);

        long written = disk.written();
        lists.view.round();
        lists.loop.run();
        write();
        assertThat(disk.written()).as("a round that shows nothing new").isEqualTo(written);
    }

    @Test
    void aLongListIsWrittenInRoundsAndTheOldStateHoldsUntilItIsComplete() {
        begin();
        people(0, 10);
        lists.poll();
        write();
        people(10, 2 * ListWriter.MOST_IN_ROUND + 5);
        lists.poll();

        for (int round = 0; round < 2; round++) {
            write();
            assertThat(stored(disk).contacts()).hasSize(10);
        }
        MemoryMaps killed = disk.afterKill();
        write();
        assertDiskIsAsShown();
        assertThat(disk.names()).hasSize(2);

        ContactPart restarted = new ContactPart(NAMES);
        restarted.begin(killed);
        assertThat(killed.names()).as("what was begun is gone").hasSize(2);
    }

    @Test
    void aClusterThatStartsFromNothingHasTheListAndTheStateOfItsPollsAndIsNotPolledBeforeItsTime() {
        begin();
        people(0, 2_500);
        lists.poll();
        write();

        TestLists reborn = new TestLists(new InMemoryContactStore());
        ContactPart found = new ContactPart(NAMES);
        MemoryMaps afterKill = disk.afterKill();
        found.read(afterKill);
        found.begin(afterKill);
        reborn.keepIn(found);
        reborn.view.round();
        reborn.wait(SOON);

        assertThat(reborn.names()).isEqualTo(lists.names()).hasSize(2_500);
        assertThat(reborn.shown().header().poll().last())
                .isEqualTo(lists.shown().header().poll().last());
        assertThat(reborn.directory.reads()).isZero();
        long before = afterKill.written();
        found.write(afterKill);
        assertThat(afterKill.written() - before)
                .as("another state's id, the same contacts")
                .isLessThan(500);
        assertThat(found.load("people")).as("forgotten once the cluster has it").isEqualTo(ContactArchive.Kept.NOTHING);
    }

    @Test
    void afterAFailureTheDiskIsBroughtUpToDateFromWhatItHas() {
        begin();
        people(0, 3_000);
        lists.poll();
        write();
        people(3_000, 3_100);
        lists.directory.remove("p1");
        lists.poll();
        part.write(disk);
        disk.rollBack();
        assertThat(stored(disk).contacts()).hasSize(3_000);

        part.begin(disk);
        long before = disk.written();
        write();
        assertDiskIsAsShown();
        assertThat(disk.written() - before).isLessThan(20_000);
    }

    @Test
    void aListThatIsNotConfiguredAnyMoreIsRemoved() {
        begin();
        people(0, 10);
        lists.poll();
        write();

        new ContactPart(List.of("others")).begin(disk);

        assertThat(disk.names()).containsExactly(StoredList.LISTS);
        assertThat(disk.open(StoredList.LISTS).size()).isZero();
    }

    @Test
    void ofAListThatCannotBeReadNothingIsUsedAndItIsWrittenAnew() {
        for (Damage damage : List.<Damage>of(
                maps -> maps.open(StoredList.LISTS).put("people", new byte[] {9, 9}),
                maps -> maps.open(StoredList.LISTS).put("people", new byte[] {1, 0, 0}),
                maps -> maps.open(StoredList.contactsMap(1)).put("p3", new byte[] {2}),
                maps -> maps.open(StoredList.contactsMap(1)).put("p3", new byte[] {1, 90, 1}),
                maps -> maps.open(StoredList.contactsMap(1))
                        .put("p3", ContactForm.encode(Contact.of("p4", List.of(), java.util.Map.of()))),
                maps -> maps.open(StoredList.contactsMap(1)).remove("p3"))) {
            ContactDiskTest node = new ContactDiskTest();
            node.begin();
            node.people(0, 10);
            node.lists.poll();
            node.write();
            damage.to(node.disk);
            node.disk.commit();

            ContactPart restarted = new ContactPart(NAMES);
            restarted.read(node.disk);
            assertThat(restarted.load("people")).isEqualTo(ContactArchive.Kept.NOTHING);
            node.part.begin(node.disk);
            node.people(10, 11);
            node.lists.poll();
            node.write();
            node.assertDiskIsAsShown();
        }
    }

    @Test
    void whatCouldNotBeReadAtTheStartIsWrittenAnewAlsoIfTheClusterHasTheSameState() {
        begin();
        people(0, 10);
        lists.poll();
        write();
        disk.open(StoredList.contactsMap(1)).remove("p3");
        disk.commit();

        part = new ContactPart(NAMES);
        part.read(disk);
        begin();
        lists.view.round();
        lists.loop.run();
        write();
        assertDiskIsAsShown();
    }

    /** Something wrong with a disk. */
    private interface Damage {
        void to(MemoryMaps maps);
    }

    /** Random days: people come, go and change, polls fail, rounds reach the disk or fail, the node is killed or the cluster loses the list. */
    @Test
    void onRandomDaysTheDiskIsAsShownAfterEachRound() {
        for (long seed = 0; seed < 60; seed++) {
            try {
                new ContactDiskTest().day(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void day(Random random) {
        begin();
        people(0, 20 + random.nextInt(200));
        lists.poll();
        for (int step = 0; step < 40; step++) {
            int one = random.nextInt(220);
            switch (random.nextInt(10)) {
                case 0 -> people(one, one + random.nextInt(40));
                case 1 -> lists.directory.remove("p" + one);
                case 2 -> lists.directory.department("p" + one, "Department " + step);
                case 3 -> {
                    part.write(disk);
                    disk.rollBack();
                    part.begin(disk);
                }
                case 4 -> {
                    disk = disk.afterKill();
                    part = new ContactPart(NAMES);
                    part.read(disk);
                    begin();
                    lists.view.round();
                    lists.loop.run();
                }
                case 5 -> {
                    lists.store.lose();
                    lists.view.round();
                    lists.wait(SOON);
                }
                case 6 -> {
                    lists.directory.fail("as the test wants it");
                    lists.poll();
                    lists.directory.fail(null);
                }
                default -> {
                    lists.poll();
                    if (lists.shown().header().poll().last().outcome() != PollOutcome.HELD_BACK) {
                        write();
                        assertDiskIsAsShown();
                    }
                }
            }
        }
    }
}
