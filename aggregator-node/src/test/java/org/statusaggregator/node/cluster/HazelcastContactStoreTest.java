package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndPoll;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.StagePart;
import org.statusaggregator.node.contacts.ContactStore;
import org.statusaggregator.node.contacts.ContactStoreContract;
import org.statusaggregator.node.roster.NotReplicatedException;
import org.statusaggregator.node.support.FreePorts;

/** The real store: two members in one process, without TLS. */
class HazelcastContactStoreTest extends ContactStoreContract {
    private static final int PORT_1 = FreePorts.next();
    private static final int PORT_2 = FreePorts.next();
    private static ClusterMember first;
    private static ClusterMember second;

    @BeforeAll
    static void join() {
        first = member(0, PORT_1);
        second = member(1, PORT_2);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.isReplicated() && second.isReplicated());
    }

    @AfterAll
    static void leave() {
        second.close();
        first.close();
    }

    private static ClusterMember member(int number, int port) {
        MemberSettings settings = new MemberSettings(
                "contact-contract",
                "sa" + number,
                "sa" + number,
                "test",
                "127.0.0.1",
                port,
                List.of("127.0.0.1:" + PORT_1, "127.0.0.1:" + PORT_2),
                Duration.ofSeconds(8));
        return ClusterMember.join(settings, Hazelcast::newHazelcastInstance);
    }

    @Override
    protected ContactStore here() {
        return first.contacts();
    }

    @Override
    protected ContactStore there() {
        return second.contacts();
    }

    /** Half of them are owned by the member that dies, and of each a difference is on its way. */
    @Test
    void listsAndWhatIsStagedSurviveTheLossOfAMember() {
        int lonely = FreePorts.next();
        int doomed = FreePorts.next();
        HazelcastInstance[] victim = new HazelcastInstance[1];
        List<String> members = List.of("127.0.0.1:" + lonely, "127.0.0.1:" + doomed);
        ClusterMember stays = ClusterMember.join(settings("stays", lonely, members), Hazelcast::newHazelcastInstance);
        ClusterMember goes = ClusterMember.join(
                settings("goes", doomed, members), config -> victim[0] = Hazelcast.newHazelcastInstance(config));
        try (stays) {
            await().atMost(Duration.ofSeconds(30)).until(() -> stays.isReplicated() && goes.isReplicated());
            for (int i = 0; i < 12; i++) {
                List<Contact> contacts = List.of(Contact.of("a" + i, List.of(), Map.of()));
                step(goes, i, new BeginPoll(new PollState.Running("p", "sa", 1)));
                step(goes, i, new StagePart("p", 0, contacts, List.of()));
                step(goes, i, new EndPoll("p", 0, 1, 5, ended(1)));
                step(goes, i, new BeginPoll(new PollState.Running("q", "sa", 2)));
                step(goes, i, new StagePart("q", 0, List.of(), List.of("a" + i)));
            }
            victim[0].getLifecycleService().terminate();

            for (int i = 0; i < 12; i++) {
                ContactStore store = stays.contacts();
                String list = "list" + i;
                ListDelta delta = await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(
                                () -> store.read(list, ListPosition.START, 10)
                                        .toCompletableFuture()
                                        .get(10, TimeUnit.SECONDS),
                                read -> read.header().isHeld());
                assertThat(delta.slots()).extracting("id").containsExactly("a" + i);
                step(stays, i, new EndPoll("q", 5, 1, 6, ended(2)));
                assertThat(store.read(list, delta.next(), 10)
                                .toCompletableFuture()
                                .join()
                                .slots())
                        .extracting("contact")
                        .containsOnlyNulls();
            }
        }
    }

    /** Owned here or elsewhere: a request that cannot be decided, or cannot even travel, fails at once with its own reason. */
    @Test
    void aFaultOfTheProgramIsNotAskedAgain() {
        AtomicInteger decided = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            decided.set(0);
            CompletableFuture<ContactStore.Answer> answer = first.contacts()
                    .execute("bug" + i, list -> {
                        decided.incrementAndGet();
                        throw new IllegalStateException("a bug");
                    })
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS);
            Throwable failure = catchThrowable(answer::join);
            assertThat(failure).isNotNull();
            assertThat(failure.getCause())
                    .isNotInstanceOfAny(NotReplicatedException.class, java.util.concurrent.TimeoutException.class);
            assertThat(decided.get()).isLessThanOrEqualTo(1);
        }
    }

    private static PollState.Ended ended(long at) {
        return new PollState.Ended(PollOutcome.CHANGED, "", PollCounts.NONE, "sa", at, at);
    }

    private static void step(ClusterMember member, int list, ListRequest request) {
        assertThat(member.contacts()
                        .execute("list" + list, request)
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join()
                        .refusal())
                .isNull();
    }

    private static MemberSettings settings(String name, int port, List<String> members) {
        return new MemberSettings(
                "contact-survival", name, name, "test", "127.0.0.1", port, members, Duration.ofSeconds(8));
    }
}
