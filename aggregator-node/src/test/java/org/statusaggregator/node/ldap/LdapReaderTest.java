package org.statusaggregator.node.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;

class LdapReaderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Brake brake = new Brake();
    private InMemoryDirectoryServer server;

    /** Lets the server hang at the entry of a certain number. */
    private static final class Brake extends InMemoryOperationInterceptor {
        private volatile int at = Integer.MAX_VALUE;
        private volatile long everyMillis;
        private int entries;
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
            try {
                if (entries++ >= at) {
                    boolean unused = released.await(20, TimeUnit.SECONDS);
                }
                TimeUnit.MILLISECONDS.sleep(everyMillis); // a slow server
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(Lists.SUFFIX);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
        config.addAdditionalBindCredentials("cn=admin," + Lists.SUFFIX, "secret");
        config.addInMemoryOperationInterceptor(brake);
        config.setSchema(null);
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + Lists.SUFFIX, "objectClass: domain", "dc: example");
        for (int i = 0; i < 25; i++) {
            server.add(
                    "dn: cn=p" + i + "," + Lists.SUFFIX, "objectClass: person", "cn: p" + i, "mail: p" + i + "@x.org");
        }
        server.startListening();
    }

    @AfterEach
    void stop() {
        brake.released.countDown();
        server.shutDown(true);
    }

    private DataSource.Host here() {
        return new DataSource.Host("localhost", server.getListenPort());
    }

    @Test
    void everyPageIsRead() throws Exception {
        assertThat(Lists.read(Lists.server(Lists.limits(LONG, LONG), here())))
                .hasSize(25)
                .contains("cn=p7,dc=example,dc=com [p7@x.org] businessEmail=p7@x.org displayName=p7");
    }

    @Test
    void aServerThatHangsInTheMiddleIsGivenUp() {
        brake.at = 13;

        assertThatThrownBy(() -> Lists.read(Lists.server(Lists.limits(SHORT, LONG), here())))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining(here() + ": reading \"" + Lists.SUFFIX + "\": timeout (85)");
    }

    @Test
    void aServerThatSendsJustEnoughIsGivenUpAfterTheWholeTime() {
        brake.everyMillis = 50;

        assertThatThrownBy(() -> Lists.read(Lists.server(Lists.limits(LONG, SHORT), here())))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining(here() + ": reading");
    }

    @Test
    void aServerThatSaysNothingIsLeftForTheNextOne() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DataSource.Host dead = new DataSource.Host("localhost", silent.getLocalPort());
            assertThat(Lists.read(Lists.server(Lists.limits(SHORT, LONG), dead, here())))
                    .hasSize(25);
            assertThatThrownBy(() -> Lists.read(Lists.server(Lists.limits(SHORT, LONG), dead, dead)))
                    .hasMessageContaining(dead + ": reading");
        }
    }

    @Test
    void aReferralIsNotFollowedAndNamed() throws Exception {
        server.add(
                "dn: ou=away," + Lists.SUFFIX,
                "objectClass: referral",
                "objectClass: extensibleObject",
                "ou: away",
                "ref: ldap://elsewhere.example.com/" + Lists.SUFFIX);
        Lists.Taken taken = new Lists.Taken(Lists.server(Lists.limits(LONG, LONG), here()));
        String told = new Directories().read(Lists.server(Lists.limits(LONG, LONG), here()), taken);

        assertThat(taken.contacts).hasSize(25);
        assertThat(told).isIn("3 referrals were not followed", "1 referrals were not followed");
    }

    @Test
    void anEmptyPasswordIsNotSent() {
        DataSource.Server server = Objects.requireNonNull(
                Lists.server(Lists.limits(LONG, LONG), here()).source().server());
        DataSource.Server careless = new DataSource.Server(
                server.subtype(),
                server.hosts(),
                server.security(),
                null,
                server.bindDn(),
                () -> "",
                Lists.SUFFIX,
                server.limits());
        var list = Lists.server(Lists.limits(LONG, LONG), here());
        var empty = new org.statusaggregator.node.contacts.ContactListSource(
                list.name(),
                list.label(),
                list.audience(),
                true,
                new DataSource("s", DataSource.Kind.LDAP, careless, null),
                list.search(),
                list.mapping(),
                list.schedule(),
                20);

        assertThatThrownBy(() -> Lists.read(empty))
                .hasMessageContaining("the password of \"cn=admin,dc=example,dc=com\" is empty");
    }
}
