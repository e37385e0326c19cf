package org.statusaggregator.node.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.statusaggregator.node.request.BadFieldException;

class StreamLimitTest {
    private final StreamLimit limit = new StreamLimit(10, 12);

    private void refused(Runnable call, String why) {
        assertThatThrownBy(call::run).isInstanceOf(Problem.Refusal.class).hasMessageContaining(why);
    }

    @Test
    void streamsAreCountedForEachCallerAndForTheNode() {
        for (int i = 0; i < 10; i++) {
            limit.open("a" + i, "ann", 0);
        }
        refused(() -> limit.open("a10", "ann", 0), "you have 10 streams open");
        limit.open("b0", "bob", 0);
        limit.open("b1", "bob", 0);
        refused(() -> limit.open("b2", "bob", 0), "this node has 12 streams open");
        limit.closed("a0");
        limit.closed("a0");
        limit.open("a10", "ann", 0);
        assertThat(limit.all()).isEqualTo(12);
    }

    @Test
    void oneWatchFollowsOnlySoManyAddressesHoweverTheyCameToIt() {
        assertThatThrownBy(() -> limit.open("a", "ann", 5_001)).isInstanceOf(BadFieldException.class);
        limit.open("a", "ann", 4_000);
        limit.reserve("a", "ann", 900);
        assertThatThrownBy(() -> limit.reserve("a", "ann", 200)).isInstanceOf(BadFieldException.class);
        limit.settle("a", "ann", 900, 4_100); // most were there already
        limit.reserve("a", "ann", 900);
    }

    @Test
    void allWatchesOfACallerTogetherFollowOnlySoMany() {
        for (int i = 0; i < 4; i++) {
            limit.open("a" + i, "ann", 4_900);
        }
        limit.open("a4", "ann", 400);
        refused(() -> limit.open("a5", "ann", 1), "more than 20000 addresses");
        refused(() -> limit.reserve("a4", "ann", 1), "more than 20000 addresses");
        limit.open("b", "bob", 5_000);
        limit.closed("a0");
        limit.reserve("a4", "ann", 4_600);
    }

    @Test
    void aStrangersStreamIsNotTouched() {
        limit.open("a", "ann", 5_000);
        limit.reserve("a", "bob", 1);
        limit.settle("a", "bob", 1, 1);
        assertThatThrownBy(() -> limit.reserve("a", "ann", 1)).isInstanceOf(BadFieldException.class);
    }
}
