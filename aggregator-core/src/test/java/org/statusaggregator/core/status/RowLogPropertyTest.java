package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The log against a model that keeps every row ever put and looks through all of them. */
class RowLogPropertyTest {
    private static final int USERS = 6;
    private static final int ADDRESSES = 3;

    @Property(tries = 500)
    void logAgreesWithAModelThatLooksThroughEverything(@ForAll("steps") List<Step> steps) {
        Comparison comparison = new Comparison();
        for (Step step : steps) {
            comparison.take(step);
            comparison.assertSame();
        }
    }

    @Property(tries = 500)
    void rowsThatComeLateAsARepairLeadToTheLogThatMissedNothing(@ForAll("steps") List<Step> steps) {
        Comparison complete = new Comparison();
        List<Row> history = new ArrayList<>();
        steps.stream().filter(step -> step.kind() != Kind.PRUNE).forEach(step -> history.addAll(complete.take(step)));
        RowLog repaired = new RowLog();
        List<Row> late = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            if (steps.get(i % steps.size()).gap() % 3 == 0) {
                late.add(history.get(i));
            } else {
                repaired.put(history.get(i));
            }
        }
        late.forEach(repaired::put);
        history.forEach(repaired::put);

        assertThat(texts(all(repaired))).isEqualTo(texts(all(complete.log)));
        assertThat(repaired.users()).isEqualTo(complete.log.users());
        assertThat(repaired.removals()).isEqualTo(complete.log.removals());
    }

    @Property(tries = 300)
    void readerInPortionsOfAnySizeReadsTheSameRows(@ForAll("steps") List<Step> steps) {
        Comparison comparison = new Comparison();
        steps.forEach(comparison::take);
        int limit = 1 + steps.get(0).gap() % 5;
        List<Row> read = new ArrayList<>();
        List<Row> portion;
        do {
            long last = read.isEmpty() ? 0 : read.get(read.size() - 1).sequence();
            portion = comparison.log.after(last, limit);
            read.addAll(portion);
        } while (portion.size() == limit);

        assertThat(read).isEqualTo(all(comparison.log));
    }

    /** As a backup follows its owner, and a view its copy: the rows come as the other log holds them, with its users and their places there. */
    @Property(tries = 500)
    void aLogThatIsFedByAnotherInPortionsHoldsTheSame(@ForAll("steps") List<Step> steps) {
        Comparison comparison = new Comparison();
        RowLog fed = new RowLog();
        for (Step step : steps) {
            if (step.kind() == Kind.PRUNE || step.gap() % 4 == 0) {
                fed.putAll(comparison.log.after(fed.lastSequence(), Integer.MAX_VALUE), (row, knownThere) -> {});
            }
            comparison.take(step);
            if (step.kind() == Kind.PRUNE) {
                fed.pruneRemovals(comparison.pruned);
            }
        }
        fed.putAll(comparison.log.after(fed.lastSequence(), Integer.MAX_VALUE), (row, knownThere) -> {});

        assertThat(texts(all(fed))).isEqualTo(texts(all(comparison.log)));
        assertThat(fed.users()).isEqualTo(comparison.log.users());
        assertThat(fed.removals()).isEqualTo(comparison.log.removals());
        all(fed).forEach(row ->
                assertThat(row.isRemoved() ? null : fed.user(row.userId())).isSameAs(row.isRemoved() ? null : row));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.just(Kind.CHANGE)),
                Tuple.of(3, Arbitraries.just(Kind.REMOVE)),
                Tuple.of(3, Arbitraries.just(Kind.MOVE)),
                Tuple.of(1, Arbitraries.just(Kind.PRUNE)));
        Arbitrary<Integer> users = Arbitraries.integers().between(0, USERS - 1);
        Arbitrary<Integer> addresses = Arbitraries.integers().between(0, ADDRESSES - 1);
        Arbitrary<Integer> gaps = Arbitraries.integers().between(0, 1_000);
        return Combinators.combine(kinds, users, addresses, gaps, Arbitraries.of(PLACES), Arbitraries.of(Form.class))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private static List<Row> all(RowLog log) {
        List<Row> rows = new ArrayList<>();
        log.forEach(rows::add);
        return rows;
    }

    /** Without their places, which are of no consequence; the version stands for the body. */
    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::toString).toList();
    }

    enum Kind {
        CHANGE,
        REMOVE,
        MOVE,
        PRUNE
    }

    /** What other logs, or nobody, may have said: mostly wrong. */
    private static final Integer[] PLACES = {
        0, 1, 2, 3, 4, 17, 40, 1_000, Integer.MAX_VALUE, Row.NO_PLACE, -2, Integer.MIN_VALUE
    };

    /** How a row says whose it is. */
    enum Form {
        /** By texts. */
        TEXTS,
        /** By its body. */
        BODY,
        /** By the object that the log has of the user, if it has one. */
        HELD
    }

    /**
     * What happens.
     *
     * @param user to whom
     * @param address where, if that changes
     * @param gap decides about sequences that nobody has, what is forgotten, and what waits
     * @param place the hint that a row comes with
     * @param form how a row says whose it is
     */
    record Step(Kind kind, int user, int address, int gap, int place, Form form) {}

    /** A log and its model, which see the same. */
    private static final class Comparison {
        private final RowLog log = new RowLog();
        private final List<Row> model = new ArrayList<>();
        private final TreeMap<String, String> addresses = new TreeMap<>();
        private long sequence;
        private long pruned;

        List<Row> take(Step step) {
            String user = "user" + step.user();
            String address = "address" + step.address();
            String held = addresses.get(user);
            return switch (step.kind()) {
                case CHANGE -> put(change(user, held == null ? address : held, step));
                case REMOVE -> held == null ? List.of() : put(removal(user, held, step));
                case MOVE ->
                    held == null || held.equals(address)
                            ? List.of()
                            : put(removal(user, held, step), change(user, address, step));
                case PRUNE -> prune(sequence == 0 ? 0 : step.gap() % (sequence + 1));
            };
        }

        /** Sequences have gaps, as they do in a view whose roster has conflated changes. */
        private Row change(String user, String address, Step step) {
            sequence += 1 + (step.gap() % 7 == 0 ? step.gap() : 0);
            addresses.put(user, address);
            Row row = TestRows.row(user, address, "on key=" + sequence).stamped(1, sequence);
            Row held = log.user(user);
            return switch (step.form()) {
                case TEXTS -> TestRows.at(step.place(), row);
                case BODY -> row.of(UserTest.standing("", user, address), step.place());
                case HELD -> held == null || !held.email().equals(address) ? row : row.of(held.user(), held.place());
            };
        }

        private Row removal(String user, String address, Step step) {
            sequence++;
            addresses.remove(user);
            return TestRows.at(step.place(), Row.removed(user, address).stamped(1, sequence));
        }

        private List<Row> put(Row... rows) {
            for (Row row : rows) {
                log.put(row);
                model.removeIf(other -> other.userId().equals(row.userId())
                        && (other.email().equals(row.email()) || (!other.isRemoved() && !row.isRemoved())));
                model.add(row);
            }
            return List.of(rows);
        }

        private List<Row> prune(long through) {
            pruned = through;
            log.pruneRemovals(through);
            model.removeIf(row -> row.isRemoved() && row.sequence() <= through);
            return List.of();
        }

        void assertSame() {
            assertThat(texts(all(log))).isEqualTo(texts(model));
            assertThat(log.users()).isEqualTo((int) users().count());
            assertThat(log.removals()).isEqualTo(model.size() - log.users());
            for (int user = 0; user < USERS; user++) {
                String userId = "user" + user;
                Row held = users().filter(row -> row.userId().equals(userId))
                        .findAny()
                        .orElse(null);
                assertThat(String.valueOf(log.user(userId))).isEqualTo(String.valueOf(held));
            }
            for (long from : new long[] {0, sequence / 3, sequence - 1, sequence, sequence + 1}) {
                assertReads(from);
            }
            assertPruneTarget(log.removals() / 2);
        }

        private void assertReads(long from) {
            List<Row> expected = model.stream()
                    .filter(row -> row.sequence() > from)
                    .sorted(Comparator.comparingLong(Row::sequence))
                    .toList();
            assertThat(texts(log.after(from, Integer.MAX_VALUE))).isEqualTo(texts(expected));
            assertThat(texts(log.after(from, 2)))
                    .isEqualTo(texts(expected.stream().limit(2).toList()));
            assertThat(log.distance(from)).isGreaterThanOrEqualTo(expected.size());
        }

        private void assertPruneTarget(int keep) {
            long target = log.pruneTarget(keep);
            long kept = model.stream()
                    .filter(row -> row.isRemoved() && row.sequence() > target)
                    .count();
            assertThat(kept).isEqualTo(Math.min(keep, log.removals()));
        }

        private Stream<Row> users() {
            return model.stream().filter(row -> !row.isRemoved());
        }
    }
}
