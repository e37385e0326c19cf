package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsStayBetweenATenthOfASecondAndTenSeconds() {
        Backoff backoff = new Backoff(new Random(7));
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
        }
    }

    @Test
    void theBoundDoublesUpToTenSeconds() {
        Backoff backoff = new Backoff(ClientFixture.LONGEST_WAITS);
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(400));
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void afterASuccessItBeginsAnew() {
        Backoff backoff = new Backoff(ClientFixture.LONGEST_WAITS);
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void theFirstFailureMayGoWithoutAWait() {
        Backoff backoff = new Backoff(ClientFixture.LONGEST_WAITS);
        assertThat(backoff.nextButFirstAtOnce()).isZero();
        assertThat(backoff.nextButFirstAtOnce()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void twoClientsDoNotWaitTheSame() {
        assertThat(new Backoff(new Random(1)).next()).isNotEqualTo(new Backoff(new Random(2)).next());
    }
}
