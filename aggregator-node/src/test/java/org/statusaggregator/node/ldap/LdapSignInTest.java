package org.statusaggregator.node.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.Viewer;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.signin.SignInException.Reason;
import org.statusaggregator.node.signin.SignInSource;

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
        server.add("dn: cn=staff," + Lists.SUFFIX, "objectClass: posixGroup", "cn: staff", "memberUid: ben");
        server.startListening();
        signIn = at(host());
    }

    private static LdapSignIn at(DataSource.Host... hosts) {
        return at(server("secret", hosts), List.of());
    }

    private static DataSource.Server server(String password, DataSource.Host... hosts) {
        Duration time = Duration.ofSeconds(10);
        DataSource.Server usual = Objects.requireNonNull(
                Lists.server(Lists.limits(time, time), hosts).source().server());
        return new DataSource.Server(
                usual.subtype(),
                usual.hosts(),
                usual.security(),
                usual.trust(),
                usual.bindDn(),
                () -> password,
                usual.searchDn(),
                usual.limits());
    }

    private static LdapSignIn at(DataSource.Server server, List<String> userGroups) {
        return new LdapSignIn(new SignInSource(
                "corp",
                server,
                "ou=people," + Lists.SUFFIX,
                "(&(objectClass=person)(|(uid={name})(mail={name})))",
                Lists.SUFFIX,
                new SignInSource.Access(userGroups, List.of("CN=Admins, " + Lists.SUFFIX))));
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
        assertThat(ann.role()).isEqualTo(SignIn.Role.ADMIN);
        assertThat(ann.viewer()).isEqualTo(Viewer.ADMIN);
        assertThat(signIn.signIn("ANN@example.com", "Pässword", "here")).isEqualTo(ann);
        SignIn.Person ben = signIn.signIn("ben", "x", "here");
        assertThat(ben.groups()).containsExactly("cn=staff," + Lists.SUFFIX);
        assertThat(ben.role()).isEqualTo(SignIn.Role.USER);
        assertThat(ben.viewer()).isEqualTo(Viewer.member(ben.groups()));
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
    void whoIsInNoneOfTheGroupsThatMaySignInIsRefusedLikeAWrongPassword() throws Exception {
        DataSource.Server source = server("secret", host());
        signIn = at(source, List.of("CN=Staff," + Lists.SUFFIX));

        assertThat(reason("eve", "x")).isEqualTo(Reason.REFUSED);
        assertThat(signIn.signIn("ben", "x", "here").role()).isEqualTo(SignIn.Role.USER);
        assertThat(signIn.signIn("ann", "Pässword", "here").role())
                .as("an administrator need not be a user")
                .isEqualTo(SignIn.Role.ADMIN);
    }

    @Test
    void ourOwnWrongPasswordIsNoRefusalAndNotTriedAtTheNextHost() {
        signIn = at(server("wrong", host(), new DataSource.Host("127.0.0.1", server.getListenPort())), List.of());

        SignInException failure = Objects.requireNonNull(
                catchThrowableOfType(SignInException.class, () -> signIn.signIn("ann", "Pässword", "here")));
        assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("localhost:").hasMessageNotContaining("127.0.0.1:");
    }

    @Test
    void theNextHostIsAskedWhenOneDoesNotAnswer() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        signIn = at(new DataSource.Host("localhost", nobody), host());

        assertThat(signIn.signIn("ann", "Pässword", "here").name()).isEqualTo("Ann Lee");
    }

    private DataSource.Host host() {
        return new DataSource.Host("localhost", server.getListenPort());
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
