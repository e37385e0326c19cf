package org.statusaggregator.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void everybodyHasOneTurnInEachRound() {
        for (int users : new int[] {1, 2, 3, 10, 997, 10_000}) {
            assertRoundsAreComplete(Turns.inOrder(users), users);
            assertRoundsAreComplete(Turns.scattered(users), users);
        }
    }

    private static void assertRoundsAreComplete(Turns turns, int users) {
        for (int round = 1; round <= 3; round++) {
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < users; i++) {
                seen.add(turns.next());
                assertThat(turns.round()).isEqualTo(round);
            }
            assertThat(seen).as(users + " users").hasSize(users);
        }
    }

    @Test
    void neighboursInTheListDoNotFollowOneAnother() {
        Turns turns = Turns.scattered(10_000);
        int before = turns.next();
        for (int i = 0; i < 10_000; i++) {
            int now = turns.next();
            assertThat(Math.abs(now - before)).isGreaterThan(1_000);
            before = now;
        }
    }

    @Test
    void whoRestsHasNoTurns() {
        Turns turns = Turns.inOrder(11);
        turns.next();
        turns.spareHalf();
        assertThat(turns.users()).isEqualTo(6);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            seen.add(turns.next());
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 2, 4, 6, 8, 10);
    }
}
