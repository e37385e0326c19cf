package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueQueueTest {
    private record Due(long time, int user) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100, 1_023})
    void ordersLikeASortedQueueWithTiesByNumber(int users) {
        SplittableRandom random = new SplittableRandom(users);
        long[] due = new long[users];
        PriorityQueue<Due> expected =
                new PriorityQueue<>(Comparator.comparing(Due::time).thenComparing(Due::user));
        for (int i = 0; i < users; i++) {
            due[i] = random.nextInt(10);
            expected.add(new Due(due[i], i));
        }
        DueQueue queue = new DueQueue(due);
        for (int i = 0; i < 5_000; i++) {
            Due first = expected.remove();
            assertThat(new Due(queue.firstTime(), queue.firstUser())).isEqualTo(first);
            long next = first.time + random.nextInt(20);
            queue.replaceFirst(next);
            expected.add(new Due(next, first.user));
        }
    }

    @Test
    void withoutUsersItIsEmpty() {
        assertThat(new DueQueue(new long[0]).isEmpty()).isTrue();
    }
}
