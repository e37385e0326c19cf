package org.statusaggregator.node.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimit limit = new RateLimit(100, now::get);

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void aSecondsWorthMayComeAtOnceAndNoMore() {
        assertThat(limit.take("cic1", 60)).isZero();
        assertThat(limit.take("cic1", 40)).isZero();
        assertThat(limit.take("cic1", 1)).isPositive();
    }

    @Test
    void afterTheWaitThatIsToldItIsGranted() {
        assertThat(limit.take("cic1", 100)).isZero();
        Duration wait = limit.take("cic1", 1);
        assertThat(wait).isEqualTo(Duration.ofMillis(10));
        now.addAndGet(wait.toNanos() - 1_000_000);
        assertThat(limit.take("cic1", 1)).isZero(); // a part of one is enough to begin
        pass(10_000);
        assertThat(limit.take("cic1", 100)).isZero();
        assertThat(limit.take("cic1", 1)).isPositive();
    }

    @Test
    void aBatchThatIsLargerThanWhatIsLeftIsPaidForAfterwards() {
        assertThat(limit.take("cic1", 300)).isZero();
        assertThat(limit.take("cic1", 1)).isEqualTo(Duration.ofMillis(2_010));
        pass(2_005);
        assertThat(limit.take("cic1", 300)).isZero();
    }

    @Test
    void whatIsRefusedCostsNothing() {
        assertThat(limit.take("cic1", 100)).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(limit.take("cic1", 1_000)).isEqualTo(Duration.ofMillis(10));
        }
    }

    @Test
    void oneDoesNotPayForAnother() {
        assertThat(limit.take("cic1", 1_000)).isZero();
        assertThat(limit.take("cic2", 100)).isZero();
    }
}
