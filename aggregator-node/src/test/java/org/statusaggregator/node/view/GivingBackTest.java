package org.statusaggregator.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.Roster;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.ManualLoop;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.WatcherModel;

/** What the store lost and a view still shows is given back. */
class GivingBackTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ManualLoop loop = new ManualLoop();
    private final StatusView view = new StatusView(store, loop);
    private final TestCic cic = new TestCic("cic1", store);

    GivingBackTest() {
        cic.openWith(cic.user("ann", "Available"), cic.user("bob", "Gone Home"));
        cic.publish(TestCic.removal("bob"));
        loop.run();
    }

    private List<OfferRoster> offers() {
        return store.requests().stream()
                .filter(OfferRoster.class::isInstance)
                .map(OfferRoster.class::cast)
                .toList();
    }

    @Test
    void aLostRosterIsShownFurtherAndGivenBack() {
        RosterHeader header = store.roster("cic1").header();
        store.lose("cic1");
        view.round(store.cicServers());
        loop.run();

        assertThat(store.roster("cic1").header()).isEqualTo(header);
        assertThat(WatcherModel.of("cic1", store.roster("cic1").rows())).hasSize(1);
        assertThat(store.roster("cic1").rows().removals()).isEqualTo(1);
        assertThat(view.find("ann@example.com")).hasSize(1);
        assertThat(offers()).hasSize(1);
    }

    @Test
    void thePublisherGoesOnWhereItWas() {
        store.lose("cic1");
        view.round(store.cicServers());
        loop.run();
        cic.publish(cic.user("ann", "At Lunch"));
        loop.run();

        assertThat(WatcherModel.of(
                                "cic1",
                                Objects.requireNonNull(view.roster("cic1")).rows())
                        .values())
                .singleElement()
                .asString()
                .endsWith("At Lunch");
    }

    @Test
    void anOfferThatFailsIsMadeAgain() {
        store.lose("cic1");
        store.failCalls(1);
        view.round(store.cicServers());
        loop.run();
        assertThat(store.cicServers()).isEmpty();

        loop.advance(Duration.ofMillis(50));
        assertThat(store.cicServers()).containsExactly("cic1");
        assertThat(offers()).hasSize(2);
    }

    @Test
    void aChangeThatWasSeenAndLostWithItsOwnerIsGivenBackBeforeAnythingElseIsShown() {
        Roster backup = Roster.of(store.roster("cic1").whole());
        cic.publish(cic.user("ann", "seen"));
        loop.run();
        RosterHeader seen = store.roster("cic1").header();
        List<String> shown = new ArrayList<>();
        view.listen(roster -> shown.add(WatcherModel.of("cic1", roster.rows()).toString()));
        store.replace(backup);
        loop.run();

        assertThat(store.roster("cic1").header()).isEqualTo(seen);
        assertThat(offers()).hasSize(1);
        assertThat(shown).allSatisfy(text -> assertThat(text).contains("seen"));
        assertThat(cic.repeat(PublishBatch.Part.NONE, cic.user("ann", "seen"))
                        .toCompletableFuture()
                        .join()
                        .answer()
                        .refusal())
                .as("the publisher, who had no answer, asks again")
                .isNull();
    }

    @Test
    void whatTheStoreHoldsInSpiteOfAnOfferIsTaken() {
        cic.publish(cic.user("ann", "seen"));
        loop.run();
        InMemoryRosterStore elsewhere = new InMemoryRosterStore();
        TestCic later = new TestCic("cic1", elsewhere);
        later.openAbove(7);
        later.snapshot(later.user("eve", "Available"));
        store.replace(elsewhere.roster("cic1"));
        loop.run();

        assertThat(offers()).hasSize(1);
        assertThat(WatcherModel.of(
                                "cic1",
                                Objects.requireNonNull(view.roster("cic1")).rows())
                        .values())
                .singleElement()
                .asString()
                .endsWith("eve@example.com Available");
    }

    @Test
    void aRosterThatIsThereIsNotOffered() {
        view.round(store.cicServers());
        loop.run();

        assertThat(offers()).isEmpty();
    }

    @Test
    void aSessionThatWasOpenedMeanwhileIsNotOverwritten() {
        store.lose("cic1");
        store.holdReads(true);
        view.round(store.cicServers());
        loop.run();
        store.holdReads(false);
        TestCic reborn = new TestCic("cic1", store);
        reborn.openWith(reborn.user("eve", "Available"));
        reborn.open();
        store.answerReads();
        loop.run();

        assertThat(Objects.requireNonNull(store.roster("cic1").header().session())
                        .id())
                .isEqualTo(reborn.sessionId());
        assertThat(store.roster("cic1").rows().user("ann")).isNull();
    }
}
