package org.statusaggregator.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.secret.ClusterSecrets;
import org.statusaggregator.node.support.FreePorts;

/** Secrets of two real members, one of which goes away. */
class HazelcastSecretsTest {
    private static ClusterMember first;
    private static ClusterMember second;
    private static List<String> members;

    @BeforeAll
    static void join() {
        int one = FreePorts.next();
        int two = FreePorts.next();
        members = List.of("127.0.0.1:" + one, "127.0.0.1:" + two);
        first = member("sa1", one);
        second = member("sa2", two);
    }

    private static ClusterMember member(String name, int port) {
        return ClusterMember.join(
                new MemberSettings("secrets", name, name, "test", "127.0.0.1", port, members, Duration.ofSeconds(8)),
                Hazelcast::newHazelcastInstance);
    }

    @AfterAll
    static void leave() {
        second.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] secret(ClusterMember member, String name, String proposal) {
        return member.secrets()
                .secret(name, bytes(proposal))
                .toCompletableFuture()
                .join();
    }

    @Test
    void theFirstProposalIsEverybodysSecretAndOutlivesTheNodeThatMadeIt() {
        long later = Instant.now().getEpochSecond() + 1_000;
        for (int i = 0; i < 20; i++) { // some of them are held by the member that leaves
            assertThat(secret(first, "s" + i, "one")).isEqualTo(bytes("one"));
            assertThat(secret(second, "s" + i, "two")).isEqualTo(bytes("one"));
        }
        ClusterSecrets here = first.secrets();
        here.add("ended", "a", later).toCompletableFuture().join();
        assertThat(second.secrets()
                        .add("ended", "b", later)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(Map.of("a", later, "b", later));

        first.close();

        for (int i = 0; i < 20; i++) {
            assertThat(secret(second, "s" + i, "three")).isEqualTo(bytes("one"));
        }
        assertThat(second.secrets().entries("ended").toCompletableFuture().join())
                .isEqualTo(Map.of("a", later, "b", later));
        assertThat(second.secrets().entries("others").toCompletableFuture().join())
                .isEmpty();
    }

    @Test
    void whatIsPastIsForgottenAndAFullSetForgetsWhatEndsNext() {
        byte[] set = ExpiringSet.add(new byte[0], "old", 10, 0);
        set = ExpiringSet.add(set, "new", 30, 10);
        assertThat(ExpiringSet.entries(set)).isEqualTo(Map.of("new", 30L));

        byte[] full = new byte[0];
        for (int i = 0; i < 3; i++) {
            full = ExpiringSet.add(full, "e" + i, 100 + i, 0, 3);
        }
        assertThat(ExpiringSet.entries(ExpiringSet.add(full, "one more", 200, 0, 3)))
                .containsOnlyKeys("e1", "e2", "one more");
    }
}
