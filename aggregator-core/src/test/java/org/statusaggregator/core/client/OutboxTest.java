package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.client.ClientFixture.user;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Status;

class OutboxTest {
    private static final int MOST = 100;

    private final Outbox outbox = new Outbox();

    @Test
    void nothingIsToldBeforeTheApplicationHasNamedItsUsers() {
        assertThat(outbox.take(MOST)).isNull();
        outbox.restart();
        assertThat(outbox.take(MOST)).isNull();
        assertThatThrownBy(() -> outbox.put(user("anna", "Available")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("put before replaceAll (expected: first replaceAll with all users");
        assertThatThrownBy(() -> outbox.remove("anna")).hasMessageStartingWith("remove before replaceAll");
        assertThatThrownBy(outbox::flush).hasMessageStartingWith("flush before replaceAll");
    }

    @Test
    void aSnapshotThatFitsIsFirstAndLastPart() {
        outbox.replaceAll(List.of(user("anna", "Available"), user("bob", "Away")));
        assertThat(described(taken())).isEqualTo("first [anna Available, bob Away] last");
        assertThat(outbox.take(MOST)).isNull();
    }

    @Test
    void aServerWithoutUsersTellsAnEmptySnapshot() {
        outbox.replaceAll(List.of());
        assertThat(described(taken())).isEqualTo("first [] last");
    }

    @Test
    void aLargeSnapshotTravelsInParts() {
        outbox.replaceAll(
                IntStream.range(0, 5).mapToObj(i -> user("u" + i, "A")).toList());
        assertThat(described(taken(2))).isEqualTo("first [u0 A, u1 A]");
        assertThat(described(taken(2))).isEqualTo("[u2 A, u3 A]");
        assertThat(described(taken(2))).isEqualTo("[u4 A] last");
    }

    @Test
    void changesDuringASnapshotAreTheirNewestSelves() {
        outbox.replaceAll(List.of(user("u0", "A"), user("u1", "A"), user("u2", "A"), user("u3", "A")));
        assertThat(described(taken(2))).isEqualTo("first [u0 A, u1 A]");
        outbox.put(user("u0", "B"));
        outbox.put(user("u2", "B"));
        outbox.put(user("new", "B"));
        outbox.remove("u3");
        outbox.remove("u1");
        assertThat(described(taken(2))).isEqualTo("[u2 B] last");
        assertThat(described(taken())).isEqualTo("[u0 B, new B] removed [u1]");
    }

    @Test
    void aUserWaitsOnceHoweverOftenItChanges() {
        told();
        outbox.put(user("anna", "A"));
        outbox.put(user("bob", "A"));
        outbox.put(user("anna", "B"));
        outbox.put(user("anna", "C"));
        assertThat(described(taken())).isEqualTo("[anna C, bob A]");
        assertThat(outbox.take(MOST)).isNull();
    }

    @Test
    void severalAtOnceAreTheSameAsOneAfterTheOther() {
        assertThatThrownBy(() -> outbox.putAll(List.of(user("anna", "A"))))
                .hasMessageStartingWith("putAll before replaceAll");
        told();
        assertThat(outbox.take(MOST)).isNull();
        assertThat(outbox.putAll(List.of(user("anna", "A"), user("bob", "A"), user("anna", "B"))))
                .as("wakes")
                .isTrue();
        assertThat(outbox.putAll(List.of(user("carl", "A")))).as("wakes again").isFalse();
        assertThat(described(taken())).isEqualTo("[anna B, bob A, carl A]");
        assertThat(outbox.take(MOST)).isNull();
        assertThat(outbox.putAll(List.of())).as("nothing wakes").isFalse();
    }

    @Test
    void aUserWhoIsRemovedAndComesBackWasNeverAway() {
        told(user("anna", "A"));
        outbox.remove("anna");
        outbox.put(user("anna", "B"));
        assertThat(described(taken())).isEqualTo("[anna B]");
    }

    @Test
    void batchesHaveAtMostTheSizeAskedFor() {
        told(user("u0", "A"));
        outbox.remove("u0");
        outbox.put(user("u1", "A"));
        outbox.put(user("u2", "A"));
        assertThat(described(taken(2))).isEqualTo("[u1 A] removed [u0]");
        assertThat(described(taken(2))).isEqualTo("[u2 A]");
    }

    @Test
    void afterALossEverythingIsToldAgainWithoutWhatWasRemoved() {
        told(user("anna", "A"), user("bob", "A"));
        outbox.put(user("anna", "B"));
        outbox.remove("bob");
        outbox.restart();
        assertThat(described(taken())).isEqualTo("first [anna B] last");
    }

    @Test
    void oneWakeUpIsAskedForUntilNothingIsLeft() {
        assertThat(outbox.replaceAll(List.of())).isTrue();
        assertThat(outbox.put(user("anna", "A"))).isFalse();
        taken();
        assertThat(outbox.put(user("anna", "B"))).isFalse();
        taken();
        assertThat(outbox.put(user("anna", "C"))).isFalse();
        taken();
        assertThat(outbox.take(MOST)).isNull();
        assertThat(outbox.put(user("anna", "D"))).isTrue();
        assertThat(outbox.put(user("bob", "D"))).isFalse();
    }

    @Test
    void aFlushEndsWithTheBatchThatHasTheLastChangeBeforeIt() {
        told();
        outbox.put(user("anna", "A"));
        outbox.put(user("bob", "A"));
        CompletableFuture<Void> flush = outbox.flush();
        outbox.put(user("carl", "A"));
        Outbox.Batch first = taken(1);
        outbox.confirm(first);
        assertThat(flush).isNotDone();
        Outbox.Batch second = taken(1);
        assertThat(flush).isNotDone();
        outbox.confirm(second);
        assertThat(flush).isCompleted();
    }

    @Test
    void aFlushWithNothingToTellIsDone() {
        told();
        assertThat(outbox.flush()).isCompleted();
    }

    @Test
    void aFlushWaitsForAnEmptySnapshot() {
        outbox.replaceAll(List.of());
        CompletableFuture<Void> flush = outbox.flush();
        assertThat(flush).isNotDone();
        outbox.confirm(taken());
        assertThat(flush).isCompleted();
    }

    @Test
    void aFlushWaitsForABatchThatIsOnItsWay() {
        told();
        outbox.put(user("anna", "A"));
        Outbox.Batch batch = taken();
        CompletableFuture<Void> flush = outbox.flush();
        assertThat(flush).isNotDone();
        outbox.confirm(batch);
        assertThat(flush).isCompleted();
    }

    @Test
    void aFlushOutlivesALossAndEndsWithTheNewSnapshot() {
        told(user("anna", "A"), user("bob", "A"));
        outbox.put(user("anna", "B"));
        CompletableFuture<Void> flush = outbox.flush();
        taken();
        outbox.restart();
        outbox.confirm(taken(1));
        assertThat(flush).isNotDone();
        outbox.confirm(taken(1));
        assertThat(flush).isCompleted();
    }

    @Test
    void theEndTellsThoseWhoWait() {
        told();
        outbox.put(user("anna", "A"));
        CompletableFuture<Void> flush = outbox.flush();
        outbox.end("closed");
        assertThat(flush)
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(SessionEndedException.class)
                .withMessageContaining("closed");
        assertThat(outbox.put(user("anna", "B"))).isFalse();
        assertThat(outbox.replaceAll(List.of())).isFalse();
        assertThat(outbox.take(MOST)).isNull();
        assertThat(outbox.flush()).isCompletedExceptionally();
    }

    @Test
    void aRefusedStatusIsNotToldAgain() {
        told(user("anna", "A"), user("bob", "A"));
        outbox.forget("anna");
        outbox.restart();
        assertThat(described(taken())).isEqualTo("first [bob A] last");
    }

    @Test
    void aRefusedStatusThatWasCorrectedMeanwhileIsKept() {
        told(user("anna", "A"));
        outbox.put(user("anna", "B"));
        outbox.forget("anna");
        assertThat(described(taken())).isEqualTo("[anna B]");
    }

    private void told(Status... users) {
        outbox.replaceAll(List.of(users));
        outbox.confirm(taken());
        assertThat(outbox.take(MOST)).isNull();
    }

    private Outbox.Batch taken() {
        return taken(MOST);
    }

    private Outbox.Batch taken(int most) {
        return Objects.requireNonNull(outbox.take(most));
    }

    private static String described(Outbox.Batch batch) {
        List<String> statuses = batch.statuses().stream()
                .map(status -> status.userId() + " " + status.key().text())
                .toList();
        return (batch.firstPart() ? "first " : "")
                + statuses
                + (batch.removedUserIds().isEmpty() ? "" : " removed " + batch.removedUserIds())
                + (batch.lastPart() ? " last" : "");
    }
}
