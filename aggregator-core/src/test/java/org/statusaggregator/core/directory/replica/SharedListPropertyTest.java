package org.statusaggregator.core.directory.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.directory.DirectoryDiff;

/** Polls, readers and copies in every order that chance finds. */
class SharedListPropertyTest {
    private final List<Map<String, Contact>> states = new ArrayList<>();
    private final Copies copies = new Copies();
    private long ids;

    @Property(tries = 200)
    void readersSeeCompleteStatesOnlyAndNeverAnOlderOneThanBefore(@ForAll long seed) {
        SharedListPropertyTest run = new SharedListPropertyTest();
        Random random = new Random(seed);
        TestReader[] readers = {new TestReader(), new TestReader()};
        int[] newest = {0, 0};
        run.states.add(Map.of());
        for (int step = 0; step < 120; step++) {
            int what = random.nextInt(10);
            if (what < 3) {
                run.poll(random);
            } else if (what == 3 && run.copies.backup != null) {
                // the owner dies, its backup takes over
                run.copies.owner = Copies.copy(run.copies.backup);
                run.copies.backup = Copies.copy(run.copies.owner);
            } else {
                int who = random.nextInt(readers.length);
                readers[who].read(run.copies.owner, 1 + random.nextInt(6));
                int seen = run.states.lastIndexOf(readers[who].shown);
                assertThat(seen).as("a state that was committed").isGreaterThanOrEqualTo(0);
                assertThat(seen).as("not an older one").isGreaterThanOrEqualTo(newest[who]);
                newest[who] = run.states.indexOf(readers[who].shown);
            }
        }
        for (TestReader reader : readers) {
            reader.readAll(run.copies.owner);
            assertThat(reader.shown).isEqualTo(run.last());
        }
        assertThat(Objects.requireNonNull(run.copies.backup).parts()).isEqualTo(run.copies.owner.parts());
    }

    private Map<String, Contact> last() {
        return states.get(states.size() - 1);
    }

    private void poll(Random random) {
        Map<String, Contact> found = new TreeMap<>(last());
        for (int i = random.nextInt(8); i >= 0; i--) {
            String id = "c" + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                found.remove(id);
            } else {
                found.put(id, Contact.of(id, List.of(), Map.of(ContactField.TITLE, "t" + random.nextInt(1000))));
            }
        }
        DirectoryDiff diff = DirectoryDiff.between(last().values(), found.values());
        if (diff.isEmpty()) {
            return;
        }
        String poll = "p" + ++ids;
        ask(random, new BeginPoll(new PollState.Running(poll, "sa1", ids)));
        int half = diff.put().size() / 2;
        ask(random, new StagePart(poll, 0, diff.put().subList(0, half), List.of()));
        if (random.nextInt(5) == 0) {
            return; // the poller dies
        }
        ask(
                random,
                new StagePart(poll, half, diff.put().subList(half, diff.put().size()), diff.removed()));
        PollState.Ended ended = new PollState.Ended(PollOutcome.CHANGED, "", PollCounts.NONE, "sa1", ids, ids);
        long base = copies.owner.header().last().id();
        int size = diff.put().size() + diff.removed().size();
        ListDecision decision = ask(random, new EndPoll(poll, base, size, 1_000 + ids, ended));
        assertThat(decision.refusal()).isNull();
        states.add(found);
    }

    /** Some calls are repeated, as after a time-out. */
    private ListDecision ask(Random random, ListRequest request) {
        ListDecision first = copies.ask(request);
        return random.nextInt(4) == 0 ? copies.ask(request) : first;
    }

    @Property(tries = 200)
    void mergingIsCommutativeAssociativeAndIdempotentInWhatReadersSee(@ForAll long seed) {
        Random random = new Random(seed);
        SharedListPropertyTest common = new SharedListPropertyTest();
        common.states.add(Map.of());
        grow(common, random);
        List<SharedList> sides = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SharedListPropertyTest side = new SharedListPropertyTest();
            side.copies.owner = Copies.copy(common.copies.owner);
            side.copies.backup = Copies.copy(common.copies.owner);
            side.states.add(common.last());
            side.ids = 1_000_000L * (i + 1);
            grow(side, random);
            sides.add(side.copies.owner);
        }
        SharedList a = sides.get(0);
        SharedList b = sides.get(1);
        SharedList c = sides.get(2);

        assertThat(seen(ListMerge.merge(a, b))).isEqualTo(seen(ListMerge.merge(b, a)));
        assertThat(seen(ListMerge.merge(ListMerge.merge(a, b), c)))
                .isEqualTo(seen(ListMerge.merge(a, ListMerge.merge(b, c))));
        assertThat(ListMerge.merge(a, Copies.copy(a)).parts()).isEqualTo(a.parts());
        Set<Object> candidates = new HashSet<>(List.of(seen(a), seen(b), seen(c)));
        assertThat(candidates).contains(seen(ListMerge.merge(a, b)));
    }

    private static void grow(SharedListPropertyTest side, Random random) {
        for (int polls = random.nextInt(4); polls > 0; polls--) {
            side.poll(random);
        }
    }

    private static Object seen(SharedList list) {
        TestReader reader = new TestReader();
        reader.readAll(list);
        return List.of(list.header().commits(), reader.shown);
    }
}
