package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.IndeterminateOperationStateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.roster.NotReplicatedException;

class AskingTest {
    private final AtomicLong table = new AtomicLong();
    private final Asking asking = new Asking(Runnable::run, table::get);
    private final List<CompletableFuture<String>> asked = new CopyOnWriteArrayList<>();

    private CompletableFuture<String> question() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private CompletableFuture<String> ask() {
        return asking.ask("cic1", this::question).toCompletableFuture();
    }

    private static Throwable indeterminate() {
        return new IndeterminateOperationStateException("backup lost");
    }

    private void awaitAsked(int times) {
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() >= times);
    }

    private static Throwable failure(CompletionStage<String> outcome) {
        return outcome.handle((answer, why) -> why).toCompletableFuture().join();
    }

    @Test
    void anAnswerIsGivenOn() {
        CompletableFuture<String> outcome = ask();
        asked.get(0).complete("yes");
        assertThat(outcome).isCompletedWithValue("yes");
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatTheGridCannotVouchForIsAskedAgain() {
        CompletableFuture<String> outcome = ask();
        asked.get(0).completeExceptionally(indeterminate());
        assertThat(outcome).isNotDone();
        asked.get(1).complete("yes");
        assertThat(outcome).isCompletedWithValue("yes");
    }

    @Test
    void itIsNotAskedForEver() {
        CompletableFuture<String> outcome = ask();
        for (int attempt = 1; attempt <= 4; attempt++) {
            awaitAsked(attempt);
            asked.get(attempt - 1).completeExceptionally(indeterminate());
        }
        assertThat(failure(outcome)).isInstanceOf(NotReplicatedException.class).hasMessageContaining("cic1");
        assertThat(asked).hasSize(4);
    }

    @Test
    void aProgrammingErrorIsNotAskedAgain() {
        CompletableFuture<String> outcome = ask();
        asked.get(0).completeExceptionally(new NullPointerException("planted"));
        assertThat(failure(outcome)).isInstanceOf(NullPointerException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsOpenWhenAMemberIsGoneIsAskedBesideItselfAndTheFirstAnswerCounts() {
        CompletableFuture<String> outcome = ask();
        asking.memberGone();
        awaitAsked(2);
        asked.get(1).complete("by the new backup");
        assertThat(outcome).isCompletedWithValue("by the new backup");
        asked.get(0).completeExceptionally(indeterminate());
        int before = asked.size();
        asking.memberGone();
        CompletableFuture<String> later = ask(); // opened after the loss: asked beside as well, as long as it is open
        awaitAsked(before + 3);
        asked.get(before).complete("later");
        assertThat(later).isCompletedWithValue("later");
    }

    @Test
    void afterALossItIsAskedBesideAsSoonAsThePartitionTableChanges() {
        CompletableFuture<String> outcome = ask();
        asking.memberGone();
        // five times without any change of the table
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            table.incrementAndGet();
            return asked.size() > 6;
        });
        asked.get(6).complete("by the new owner");
        assertThat(outcome).isCompletedWithValue("by the new owner");
    }

    @Test
    void aFailureCountsOnlyWhenNothingElseIsOnItsWay() {
        CompletableFuture<String> outcome = ask();
        asking.memberGone();
        awaitAsked(2);
        asked.get(0).completeExceptionally(new NullPointerException("planted"));
        assertThat(outcome).isNotDone();
        asked.get(1).complete("yes");
        assertThat(outcome).isCompletedWithValue("yes");
    }

    @Test
    void askingBesideIsBounded() {
        CompletableFuture<String> outcome = ask();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            asking.memberGone();
            return asked.size() >= 9;
        });
        await().during(Duration.ofMillis(900)).atMost(Duration.ofSeconds(10)).until(() -> {
            table.incrementAndGet();
            return asked.size() == 9;
        });
        assertThat(outcome).isNotDone();
    }
}
