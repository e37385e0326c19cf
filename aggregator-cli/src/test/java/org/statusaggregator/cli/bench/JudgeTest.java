package org.statusaggregator.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.bench.Judge.Verdict;

class JudgeTest {
    private static final long[] ACKNOWLEDGED = {10, 20, 30};

    private record Held(List<Long> stamps, IntPredicate filter, long strangers) implements Judge.View {
        @Override
        public long stamp(int user) {
            return stamps.get(user);
        }

        @Override
        public boolean follows(int user) {
            return filter.test(user);
        }
    }

    private static Held held(Long... stamps) {
        return new Held(List.of(stamps), user -> true, 0);
    }

    private static Verdict judge(Held... views) {
        return Judge.judge(ACKNOWLEDGED, List.of(views));
    }

    @Test
    void whoHoldsWhatWasAcknowledgedIsRight() {
        assertThat(judge(held(10L, 20L, 30L), held(10L, 20L, 30L))).isEqualTo(new Verdict(0, 0, 0));
        assertThat(judge(held(10L, 20L, 30L)).isGood()).isTrue();
    }

    @Test
    void anOlderRowIsWrong() {
        assertThat(judge(held(10L, 19L, 30L), held(10L, 20L, 30L))).isEqualTo(new Verdict(1, 0, 0));
    }

    @Test
    void aRowThatNobodyAcknowledgedIsWrong() {
        assertThat(judge(held(10L, 21L, 30L))).isEqualTo(new Verdict(1, 0, 0));
    }

    @Test
    void anAbsentRowIsMissing() {
        assertThat(judge(held(0L, 20L, 30L), held(10L, 20L, 30L), held(0L, 0L, 30L)))
                .isEqualTo(new Verdict(0, 3, 0));
    }

    @Test
    void whatNobodyHoldsAsNewAsItWasAcknowledgedIsLost() {
        assertThat(judge(held(9L, 20L, 30L), held(0L, 20L, 30L))).isEqualTo(new Verdict(1, 1, 1));
    }

    @Test
    void rowsOfStrangersAreWrong() {
        assertThat(judge(new Held(List.of(10L, 20L, 30L), user -> true, 2))).isEqualTo(new Verdict(2, 0, 0));
    }

    @Test
    void whatAWatcherDidNotAskForMustNotBeThere() {
        assertThat(judge(new Held(List.of(10L, 0L, 0L), user -> user == 0, 0))).isEqualTo(new Verdict(0, 0, 0));
        assertThat(judge(new Held(List.of(10L, 20L, 0L), user -> user == 0, 0))).isEqualTo(new Verdict(1, 0, 0));
    }

    @Test
    void anyOneFaultIsNotGood() {
        assertThat(new Verdict(1, 0, 0).isGood()).isFalse();
        assertThat(new Verdict(0, 1, 0).isGood()).isFalse();
        assertThat(new Verdict(0, 0, 1).isGood()).isFalse();
    }
}
