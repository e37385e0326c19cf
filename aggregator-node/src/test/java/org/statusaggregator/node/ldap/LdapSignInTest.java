package org.statusaggregator.node.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.signin.SignInException.Reason;

class LdapSignInTest {
    private InMemoryDirectoryServer server;
    private LdapSignIn signIn;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(Lists.SUFFIX);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("test", InetAddress.getLoopbackAddress(), 0, null));
        config.addAdditionalBindCredentials("cn=admin," + Lists.SUFFIX, "secret");
        config.setSchema(null);
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + Lists.SUFFIX, "objectClass: domain", "dc: example");
        server.add("dn: ou=people," + Lists.SUFFIX, "objectClass: organizationalUnit", "ou: people");
        person("ann", "Ann Lee", "ann@example.com", "Pässword");
        person("ben", "Ben", "shared@example.com", "x");
        person("eve", "Eve", "shared@example.com", "x");
        server.add(
                "dn: cn=board," + Lists.SUFFIX,
                "objectClass: groupOfNames",
                "cn: board",
                "member: uid=ann,ou=people," + Lists.SUFFIX);
        server.add(
                "dn: cn=admins," + Lists.SUFFIX,
                "objectClass: groupOfUniqueNames",
                "cn: admins",
                "uniqueMember: uid=ann,ou=people," + Lists.SUFFIX);
        server.startListening();
        signIn = at(new DataSource.Host("localhost", server.getListenPort()));
    }

    private static LdapSignIn at(DataSource.Host host) {
        Duration time = Duration.ofSeconds(10);
        DataSource.Server source = Objects.requireNonNull(
                Lists.server(Lists.limits(time, time), host).source().server());
        return new LdapSignIn(source, "ou=people," + Lists.SUFFIX);
    }

    private void person(String uid, String cn, String mail, String password) throws Exception {
        server.add(
                "dn: uid=" + uid + ",ou=people," + Lists.SUFFIX,
                "objectClass: person",
                "uid: " + uid,
                "cn: " + cn,
                "mail: " + mail,
                "userPassword: " + password);
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void aPersonSignsInByNameOrAddressAndBringsTheGroups() throws Exception {
        SignIn.Person ann = signIn.signIn(" ann ", "Pässword", "here");

        assertThat(ann.name()).isEqualTo("Ann Lee");
        assertThat(ann.emails()).containsExactly("ann@example.com");
        assertThat(ann.groups()).containsExactly("cn=admins," + Lists.SUFFIX, "cn=board," + Lists.SUFFIX);
        assertThat(signIn.signIn("ANN@example.com", "Pässword", "here")).isEqualTo(ann);
        assertThat(signIn.signIn("ben", "x", "here").groups()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann|wrong",
                "nobody|Pässword",
                "''|Pässword",
                "ann|''",
                "*|Pässword",
                "ann)(uid=*|Pässword",
                "ann\\2a|Pässword",
                "shared@example.com|x",
                "admin|secret"
            })
    void everythingElseIsRefusedAlike(String name, String password) {
        assertThat(reason(name, password)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void aDirectoryThatDoesNotAnswerIsNoRefusal() {
        server.shutDown(true);
        assertThat(reason("ann", "Pässword")).isEqualTo(Reason.UNAVAILABLE);
    }

    private Reason reason(String name, String password) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SignInException.class, () -> signIn.signIn(name, password, "here")))
                .reason();
    }
}
