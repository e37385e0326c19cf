package org.statusaggregator.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may be seen of users whose changes are, or are not yet, acknowledged. */
class TruthTest {
    private static final Value FIRST = new Value("Available", "cic1:1", false, "cic1");
    private static final Value SECOND = new Value("Gone Home", "cic1:2", true, "cic1");

    private final Truth truth = new Truth();

    @Test
    void aChangeThatIsNotAcknowledgedMayBeSeenOrNot() {
        truth.given("ann", FIRST);
        truth.given("ann", SECOND);
        assertThat(truth.differences(Map.of("ann", FIRST))).isEmpty();
        assertThat(truth.differences(Map.of("ann", SECOND))).isEmpty();
    }

    @Test
    void anAcknowledgedChangeThatIsNotThereIsFound() {
        truth.given("ann", FIRST);
        truth.given("ann", SECOND);
        truth.acknowledged("ann", SECOND);
        assertThat(truth.differences(Map.of("ann", FIRST)))
                .singleElement()
                .asString()
                .contains("ann", "cic1:1");
        assertThat(truth.differences(Map.of())).hasSize(1);
    }

    @Test
    void whenAllIsAcknowledgedOnlyTheLastMayBeSeen() {
        truth.given("ann", FIRST);
        truth.given("ann", SECOND);
        truth.settled();
        assertThat(truth.differences(Map.of("ann", FIRST))).hasSize(1);
        assertThat(truth.differences(Map.of("ann", SECOND))).isEmpty();
    }

    @Test
    void anAnswerToAnOlderChangeForgetsNothingNewer() {
        truth.given("ann", FIRST);
        truth.given("ann", SECOND);
        truth.acknowledged("ann", FIRST);
        assertThat(truth.differences(Map.of("ann", SECOND))).isEmpty();
        assertThat(truth.differences(Map.of("ann", FIRST))).isEmpty();
    }

    @Test
    void aRemovedUserWhoIsStillThereIsFound() {
        truth.given("ann", FIRST);
        truth.given("ann", Value.GONE);
        truth.settled();
        assertThat(truth.differences(Map.of())).isEmpty();
        assertThat(truth.differences(Map.of("ann", FIRST))).hasSize(1);
    }

    @Test
    void aUserWhomNobodyPublishedIsFound() {
        assertThat(truth.differences(Map.of("bob", FIRST)))
                .singleElement()
                .asString()
                .contains("bob");
    }

    @Test
    void theEndOfALeaseClearsWhatIsNotPersistentAndLogsOff() {
        truth.given("ann", FIRST);
        truth.given("bob", SECOND);
        truth.given("eve", Value.GONE);
        truth.ended();
        Value cleared = new Value("", "", false, "");
        Value kept = new Value("Gone Home", "cic1:2", true, "");
        assertThat(truth.differences(Map.of("ann", cleared, "bob", kept))).isEmpty();
        assertThat(truth.differences(Map.of("ann", FIRST, "bob", kept))).hasSize(1);
        assertThat(truth.differences(Map.of("ann", cleared, "bob", SECOND))).hasSize(1);
        assertThat(truth.differences(Map.of("ann", cleared, "bob", cleared))).hasSize(1);
    }
}
