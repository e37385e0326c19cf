package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.logging.log4j.Level;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.SslContexts;

/** Who joins and who does not, with real members on real sockets. */
class MemberTlsTest {
    private static final int BIG_BYTES = 5_000_000;

    private final List<HazelcastInstance> members = new ArrayList<>();
    private TestLog log;
    private TestAuthority authority;

    @BeforeEach
    void listen() throws Exception {
        log = new TestLog();
        authority = new TestAuthority("Example");
    }

    @AfterEach
    void stop() {
        members.forEach(member -> member.getLifecycleService().terminate());
        log.close();
    }

    @Test
    void membersOfOneAuthorityJoinAndReplicateBigValuesUnharmed() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        HazelcastInstance second = member(authority.member("sa2"), TestMember.config(first));
        assertTogether(first, second);

        byte[] big = randomBytes(1, BIG_BYTES);
        first.<String, byte[]>getMap("values").set("from the first", big);
        second.<String, byte[]>getMap("values").set("from the second", big);

        // One of the two keys, or its backup, crossed the link whoever owns it.
        assertThat(second.<String, byte[]>getMap("values").get("from the first"))
                .isEqualTo(big);
        assertThat(first.<String, byte[]>getMap("values").get("from the second"))
                .isEqualTo(big);
        first.shutdown();
        assertThat(second.<String, byte[]>getMap("values").get("from the first"))
                .isEqualTo(big);
        assertThat(second.<String, byte[]>getMap("values").get("from the second"))
                .isEqualTo(big);
    }

    @Test
    void severalConnectionsBetweenThreeMembersCarryManyCallersAtOnce() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), severalConnections());
        HazelcastInstance second = member(authority.member("sa2"), severalConnections(first));
        HazelcastInstance third = member(authority.member("sa3"), severalConnections(first, second));
        assertTogether(first, second, third);

        List<CompletableFuture<Void>> callers = IntStream.range(0, 12)
                .mapToObj(caller ->
                        CompletableFuture.runAsync(() -> writeAndRead(caller, members.get(caller % members.size()))))
                .toList();

        assertThat(callers).allSatisfy(caller -> assertThat(caller).succeedsWithin(Duration.ofSeconds(60)));
    }

    @Test
    void memberOfAnotherAuthorityDoesNotJoin() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        assertDoesNotJoin(
                first, () -> member(new TestAuthority("Somebody else").member("sa2"), TestMember.impatient(first)));
        assertWarned("Received fatal alert: certificate_unknown");
        assertWarned("unable to find valid certification path");
    }

    @Test
    void cicServerOfTheSameAuthorityDoesNotJoin() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        assertDoesNotJoin(first, () -> member(authority.cic("cic1"), TestMember.impatient(first)));
        assertWarned("CN=cic1", "it is a certificate for role cic (expected: member)");
    }

    @Test
    void memberRefusesToJoinCicServer() throws Exception {
        HazelcastInstance cic = member(authority.cic("cic1"), TestMember.config());
        assertDoesNotJoin(cic, () -> member(authority.member("sa2"), TestMember.impatient(cic)));
        assertWarned("CN=cic1", "it is a certificate for role cic (expected: member)");
    }

    @Test
    void expiredMemberDoesNotJoin() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        assertDoesNotJoin(first, () -> member(authority.expiredMember("sa2"), TestMember.impatient(first)));
        assertWarned("CN=sa2", " expired on 20", "NotAfter");
    }

    @Test
    void plaintextMemberDoesNotJoin() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        assertDoesNotJoin(first, () -> plainMember(TestMember.impatient(first)));
        assertWarned("it does not speak TLS (its first bytes: 48 5a 43");
    }

    @Test
    void memberDoesNotJoinPlaintextMember() throws Exception {
        HazelcastInstance plain = plainMember(TestMember.config());
        assertDoesNotJoin(plain, () -> member(authority.member("sa2"), TestMember.impatient(plain)));
        assertWarned("it does not speak TLS (its first bytes: 48 5a 58");
    }

    @Test
    void refusedPeerIsOneLineAndNoStackTrace() throws Exception {
        HazelcastInstance first = member(authority.member("sa1"), TestMember.config());
        assertDoesNotJoin(first, () -> member(authority.cic("cic1"), TestMember.impatient(first)));
        // It tries many times a second. That its last attempt ends half-way, when it gives up, is another reason.
        assertThat(log.ours(Level.WARN).stream()
                        .filter(line -> line.contains("CN=cic1") && line.contains("certificate for role cic")))
                .as(log.toString())
                .hasSize(1);
        assertThat(log.stackTracesOfHazelcast()).isEmpty();
    }

    private HazelcastInstance member(KeyMaterial material, Config config) throws GeneralSecurityException {
        SSLContext context = SslContexts.tls13(material);
        HazelcastInstance member = MemberTls.start(config, MemberTlsSettings.of(() -> context));
        members.add(member);
        return member;
    }

    private HazelcastInstance plainMember(Config config) {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        members.add(member);
        return member;
    }

    private static Config severalConnections(HazelcastInstance... toJoin) {
        return TestMember.config(toJoin).setProperty("tcp.channels.per.connection", "4");
    }

    private static void writeAndRead(int caller, HazelcastInstance member) {
        IMap<String, byte[]> map = member.getMap("values");
        for (int size = 1; size < 2_000_000; size = size * 5 + caller) {
            byte[] value = randomBytes(caller, size);
            map.set("key " + caller, value);
            assertThat(map.get("key " + caller)).isEqualTo(value);
        }
    }

    private static byte[] randomBytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void assertTogether(HazelcastInstance... together) {
        for (HazelcastInstance member : together) {
            await().untilAsserted(
                            () -> assertThat(member.getCluster().getMembers()).hasSize(together.length));
            await().until(() -> member.getPartitionService().isLocalMemberSafe());
        }
    }

    /** The start fails, and the member that was to be joined has seen nobody. */
    private void assertDoesNotJoin(HazelcastInstance first, ThrowingCallable start) {
        List<Object> seen = new CopyOnWriteArrayList<>();
        first.getCluster().addMembershipListener(new MembershipAdapter() {
            @Override
            public void memberAdded(MembershipEvent event) {
                seen.add(event);
            }
        });
        assertThatThrownBy(start).as(log.toString()).hasMessage("Node failed to start!");
        assertThat(seen).isEmpty();
        assertThat(first.getCluster().getMembers()).hasSize(1);
    }

    private void assertWarned(String... parts) {
        assertThat(log.ours(Level.WARN)).as(log.toString()).anySatisfy(line -> assertThat(line)
                .contains(parts));
    }
}
