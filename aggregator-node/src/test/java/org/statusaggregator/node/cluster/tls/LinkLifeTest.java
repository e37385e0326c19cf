package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import com.hazelcast.partition.PartitionService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.SslContexts;

/** What happens to links after members have joined. */
class LinkLifeTest {
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
    void killedConnectionsAreMadeAnew() throws Exception {
        HazelcastInstance first = member("sa1");
        HazelcastInstance second = member("sa2", first);
        assertLinked(first, second);

        for (int round = 0; round < 5; round++) {
            for (ServerConnection connection : connections(first)) {
                ((TcpServerConnection) connection).getChannel().close();
            }
            assertLinked(first, second);
        }

        assertThat(first.getCluster().getMembers()).hasSize(2);
        assertThat(second.getCluster().getMembers()).hasSize(2);
    }

    @Test
    void newConnectionsUseTheNewestCertificates() throws Exception {
        AtomicReference<SSLContext> newest = new AtomicReference<>(SslContexts.tls13(authority.member("sa1")));
        HazelcastInstance first = member(newest::get);
        newest.set(SslContexts.tls13(authority.member("sa1-renewed")));
        HazelcastInstance second = member("sa2", first);
        assertLinked(first, second);
        assertThat(log.ours(Level.DEBUG)).anySatisfy(line -> assertThat(line).contains("VERIFIED", "CN=sa1-renewed"));
    }

    @Test
    void linkEndsWhenItsPeerIsRevokedAndIsNotMadeAnew(@TempDir Path folder) throws Exception {
        new ServerBundle(authority.member("sa1")).write(folder.resolve("sa1"), IfExists.REFUSE);
        try (KeyRing ring = KeyRing.open(folder.resolve("sa1"), KeyRing.Check.NONE)) {
            KeyMaterial revoked = authority.member("sa2");
            HazelcastInstance first = member(MemberTlsSettings.of(ring, InstantSource.system()));
            SSLContext context = SslContexts.tls13(revoked);
            HazelcastInstance second = member(() -> context, first);
            assertLinked(first, second);

            new ServerBundle(ring.material())
                    .with(Optional.of(authority.revoke(revoked)))
                    .write(folder.resolve("sa1"), IfExists.REPLACE);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> connections(first).isEmpty());
            await().during(Duration.ofSeconds(3)).until(() -> connections(first).isEmpty());
            assertThat(log.ours(Level.WARN))
                    .anySatisfy(line -> assertThat(line).contains("No member link with", "CN=sa2", "was revoked on"));
        }
    }

    @Test
    void stoppingMemberSaysCloseNotify() throws Exception {
        HazelcastInstance first = member("sa1");
        HazelcastInstance second = member("sa2", first);
        assertLinked(first, second);
        second.shutdown();
        await().untilAsserted(() -> assertThat(log.ours(Level.DEBUG))
                .as(log.toString())
                .anySatisfy(line -> assertThat(line).contains("the peer said close_notify")));
        assertThat(log.ours(Level.WARN)).isEmpty();
        assertThat(log.stackTracesOfHazelcast()).isEmpty();
    }

    @Test
    void threadsEndWithTheMember() throws Exception {
        HazelcastInstance first = member("sa1");
        HazelcastInstance second = member("sa2", first);
        assertLinked(first, second);
        assertThat(ourThreads()).contains("member-tls-timer", "member-tls-handshake");
        second.shutdown();
        first.shutdown();
        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
    }

    private HazelcastInstance member(String name, HazelcastInstance... toJoin) throws Exception {
        SSLContext context = SslContexts.tls13(authority.member(name));
        return member(() -> context, toJoin);
    }

    private HazelcastInstance member(Supplier<SSLContext> contexts, HazelcastInstance... toJoin) {
        return member(MemberTlsSettings.of(contexts), toJoin);
    }

    private HazelcastInstance member(MemberTlsSettings settings, HazelcastInstance... toJoin) {
        HazelcastInstance member = MemberTls.start(TestMember.config(toJoin), settings);
        members.add(member);
        return member;
    }

    private static Collection<ServerConnection> connections(HazelcastInstance member) {
        return ((HazelcastInstanceProxy) member).getOriginal().node.getServer().getConnections();
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("member-tls"))
                .toList();
    }

    /** Each can write through the other. */
    private static void assertLinked(HazelcastInstance first, HazelcastInstance second) {
        await().until(() -> first.getCluster().getMembers().size() == 2
                && second.getCluster().getMembers().size() == 2);
        assertWrites(first);
        assertWrites(second);
    }

    private static void assertWrites(HazelcastInstance member) {
        PartitionService partitions = member.getPartitionService();
        await().until(() -> partitions.getPartitions().stream()
                .anyMatch(partition ->
                        partition.getOwner() != null && !partition.getOwner().localMember()));
        for (int key = 0; key < 100; key++) {
            member.getMap("values").set(key, key);
        }
        await().until(partitions::isLocalMemberSafe);
    }
}
