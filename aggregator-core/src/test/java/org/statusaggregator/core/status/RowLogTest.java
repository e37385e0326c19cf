package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.status.TestRows.row;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowLogTest {
    private final RowLog log = new RowLog();

    @Test
    void emptyLogHasNothing() {
        assertThat(log.after(0, 10)).isEmpty();
        assertThat(log.lastSequence()).isZero();
        assertThat(log.users()).isZero();
        assertThat(log.removals()).isZero();
        assertThat(log.distance(0)).isZero();
        assertThat(log.user("anna")).isNull();
    }

    @Test
    void whoeverNamesANumberBelowAllIsGivenEverything() {
        put("anna", 5);
        put("ben", 900);

        for (long sequence : new long[] {0, -1, Long.MIN_VALUE + 1, Long.MIN_VALUE}) {
            assertThat(log.after(sequence, 10)).hasSize(2);
            assertThat(log.distance(sequence)).isEqualTo(2);
        }
    }

    @Test
    void rowThatChangesAgainMovesToTheEnd() {
        put("anna", 1);
        put("ben", 2);
        put("anna", 3);

        assertThat(sequencesAfter(0)).containsExactly(2L, 3L);
        assertThat(sequencesAfter(2)).containsExactly(3L);
    }

    @Test
    void removalTakesThePlaceOfTheUserAndIsForgottenWhenTheUserReturns() {
        put("anna", 1);
        remove("anna", 2);
        assertThat(log.user("anna")).isNull();
        assertThat(log.removals()).isEqualTo(1);

        put("anna", 3);

        assertThat(sequencesAfter(0)).containsExactly(3L);
        assertThat(log.removals()).isZero();
    }

    @Test
    void removalOfAnAddressLeavesTheUserWhoHasAnotherOneNow() {
        log.put(row("anna", "new@example.com", "on").stamped(1, 2));
        log.put(Row.removed("anna", "old@example.com").stamped(1, 3));

        assertThat(log.user("anna")).isNotNull();
        assertThat(log.removals()).isEqualTo(1);
    }

    @Test
    void removalOfAnAddressEndsWhenItsUserComesBackToItFromAnotherOne() {
        log.put(row("anna", "new@example.com", "on").stamped(1, 2));
        log.put(Row.removed("anna", "old@example.com").stamped(1, 3));
        log.put(row("anna", "old@example.com", "on").stamped(1, 4));

        assertThat(log.removals()).isZero();
        assertThat(log.users()).isEqualTo(1);
    }

    @Test
    void aHundredUsersThatChangeTenThousandTimesNeedNoMoreRoomThanTwoHundredSlots() {
        for (int i = 1; i <= 10_000; i++) {
            put("user" + i % 100, i);
        }

        assertThat(log.users()).isEqualTo(100);
        assertThat(log.distance(0)).isLessThanOrEqualTo(300);
        assertThat(sequencesAfter(9_900)).hasSize(100);
    }

    @Test
    void lateRemovalIsNotShownToThoseWhoHaveTheUserBack() {
        put("anna", 1);
        put("anna", 3);
        remove("anna", 2);

        assertThat(sequencesAfter(0)).containsExactly(3L);
        assertThat(log.user("anna")).isNotNull();
    }

    @Test
    void lateRowOfAUserWhoIsGoneDoesNotBringHimBack() {
        put("ben", 1);
        remove("anna", 3);
        put("anna", 2);

        assertThat(log.user("anna")).isNull();
        assertThat(sequencesAfter(0)).containsExactly(1L, 3L);
    }

    @Test
    void forgettingRemovalsLeavesUsersAndLaterRemovals() {
        put("anna", 1);
        remove("ben", 2);
        remove("cleo", 3);

        log.pruneRemovals(2);

        assertThat(sequencesAfter(0)).containsExactly(1L, 3L);
        assertThat(log.removals()).isEqualTo(1);
        assertThat(log.pruneTarget(1)).isZero();
        assertThat(log.pruneTarget(0)).isEqualTo(3);
    }

    private void put(String user, long sequence) {
        log.put(row(user, "on").stamped(1, sequence));
    }

    private void remove(String user, long sequence) {
        log.put(Row.removed(user, user + "@example.com").stamped(1, sequence));
    }

    private List<Long> sequencesAfter(long sequence) {
        return log.after(sequence, Integer.MAX_VALUE).stream()
                .map(Row::sequence)
                .toList();
    }
}
