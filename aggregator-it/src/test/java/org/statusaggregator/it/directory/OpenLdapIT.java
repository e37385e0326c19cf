package org.statusaggregator.it.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;

/** Reading OpenLDAP's slapd. */
class OpenLdapIT {
    private static final String AWKWARD =
            """
            dn: cn=Lee\\, Ann \\22Annie\\22 \\2B Co \\5C \\23 \\3Bx,ou=people,dc=example,dc=com
            objectClass: inetOrgPerson
            cn: Lee, Ann "Annie" + Co \\ # ;x
            sn: Lee
            givenName: Ann
            mail: Ann.Lee@Example.com
            mail: annie@example.com
            mail: no address
            secretary: cn=Lee\\, Ann \\22Annie\\22 \\2B Co \\5C \\23 \\3Bx,ou=people,dc=example,dc=com
            postalAddress: 1 Main Road $ 12345 Town
            telephoneNumber: +1 408 555 4798

            dn:: %1$s
            objectClass: inetOrgPerson
            cn:: %2$s
            sn:: %3$s
            displayName:: %4$s
            mail: giuan@example.com
            jpegPhoto:: /9j/4AAQSkZJRgABAQ==
            title: first
            title: second

            dn: cn=a+sn=b,ou=people,dc=example,dc=com
            objectClass: inetOrgPerson
            cn: a
            sn: b

            dn: cn=ext,ou=people,dc=example,dc=com
            objectClass: i3person
            cn: ext
            sn: ext
            mail: ext@example.com
            i3Extension: 4711

            """
                    .formatted(
                            base64("cn=Giúàn 田中,ou=people,dc=example,dc=com"),
                            base64("Giúàn 田中"),
                            base64("田中"),
                            base64("Giúàn 田中 مرحبا"));

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final String SIGN_IN =
            """
            dn: cn=Lee\\, Ann \\22Annie\\22 \\2B Co,ou=people,dc=example,dc=com
            objectClass: inetOrgPerson
            cn: Lee, Ann "Annie" + Co
            sn: Lee
            uid: lee*(x)\\
            mail: Ann.Lee@Example.com
            userPassword:: %1$s

            dn:: %2$s
            objectClass: inetOrgPerson
            cn:: %3$s
            sn:: %3$s
            uid:: %3$s
            userPassword:: %4$s

            dn: cn=admins,dc=example,dc=com
            objectClass: groupOfUniqueNames
            cn: admins
            uniqueMember: cn=Lee\\, Ann \\22Annie\\22 \\2B Co,ou=people,dc=example,dc=com

            dn: cn=staff,dc=example,dc=com
            objectClass: groupOfNames
            cn: staff
            member:: %2$s

            """
                    .formatted(
                            base64("pass wörd"),
                            base64("cn=giúàn,ou=people,dc=example,dc=com"),
                            base64("giúàn"),
                            base64("田中"));

    private static Path folder;

    private static Slapd slapd;
    private static Path certificates;

    @BeforeAll
    static void start(@TempDir Path temp) throws Exception {
        folder = temp;
        Tool.require("slapd", "slapd ldap-utils");
        certificates = folder.resolve("certs");
        CertificateAuthority ca = CertificateAuthority.create("LDAP", java.time.Clock.systemUTC());
        new ServerBundle(ca.issue(CertificateProfile.of(Role.MEMBER, "ldap1").withLocalhost()))
                .write(certificates, IfExists.REFUSE);
        var ports = Ports.free(2);
        slapd = new Slapd(folder.resolve("slapd"), certificates, ports.get(0), ports.get(1));
        slapd.load(People.folder() + AWKWARD + People.many(0, 2_000));
        slapd.start();
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private static TestList list(String hosts, String more) {
        return new TestList(folder, certificates)
                .source(
                        """
                        subtype = openldap
                        hosts = [%s]
                        bind-dn = "%s"
                        password-file = "%s"
                        search-dn = "%s"
                        %s
                        """
                                .formatted(
                                        hosts,
                                        Slapd.READER,
                                        TestList.password(folder, Slapd.PASSWORD),
                                        Slapd.PEOPLE,
                                        more))
                .list("mapping = inetOrgPerson");
    }

    private static TestList list(String more) {
        return list("\"localhost:" + slapd.port() + "\"", more);
    }

    private static String failure(TestList list) {
        return String.valueOf(Objects.requireNonNull(catchThrowableOfType(DirectoryException.class, list::read))
                .getMessage());
    }

    @Test
    void everyPageIsReadBeyondTheServersSizeLimit() throws Exception {
        Map<String, Contact> contacts = list("page-size = 300").read();

        assertThat(contacts).hasSize(2_004);
        Contact one = Objects.requireNonNull(contacts.get("Person 1234"));
        assertThat(one.emails()).containsExactly("p1234@example.com");
        assertThat(one.get(ContactField.DEPARTMENT)).isEqualTo("Department 34");
        assertThat(one.get(ContactField.BUSINESS_PHONE)).isEqualTo("+49 30 101234");
        assertThat(one.id()).matches("[0-9a-f]{8}-[0-9a-f-]{27}");
    }

    @Test
    void namesAndValuesOfEveryKindArrive() throws Exception {
        Map<String, Contact> contacts = list("").list(
                        """
                mapping = inetOrgPerson
                search-filter = "(|(cn=lee*)(cn=Giúàn*)(cn=a)(cn=ext))"
                """)
                .read();

        Contact lee = Objects.requireNonNull(contacts.get("Lee, Ann \"Annie\" + Co \\ # ;x"));
        assertThat(lee.emails()).containsExactly("ann.lee@example.com", "annie@example.com");
        assertThat(lee.get(ContactField.ASSISTANT)).isEqualTo("Lee, Ann \"Annie\" + Co \\ # ;x");
        assertThat(lee.get(ContactField.BUSINESS_ADDRESS)).isEqualTo("1 Main Road, 12345 Town");
        Contact giuan = Objects.requireNonNull(contacts.get("Giúàn 田中 مرحبا"));
        assertThat(giuan.get(ContactField.LAST_NAME)).isEqualTo("田中");
        assertThat(contacts.keySet()).contains("a", "ext");
    }

    @Test
    void customClassesAreReadWithAMappingOfTheirOwn() throws Exception {
        java.nio.file.Files.writeString(
                folder.resolve("attributefile.txt"),
                "BusinessEmail : mail\r\nExtension : i3Extension,RO\r\nLastName : sn\r\n");
        TestList list = list("").list(
                        "additional-information = \"\"\"ATTRIBUTE_MAPPING_FILE=\"attributefile.txt\"; SEARCH_FILTER=\"(objectClass=i3person)\";"
                                + " NEXT_POLLING_TIME=2008-11-12 12:01:00; POLLING_INTERVAL=86400\"\"\"");

        assertThat(list.read().values())
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.get(ContactField.EXTENSION)).isEqualTo("4711"))
                .satisfies(contact -> assertThat(contact.id()).isEqualTo("cn=ext,ou=people,dc=example,dc=com"));
        assertThat(list("").list("").read()).as("i3person is the default").hasSize(1);
    }

    @Test
    void peopleOfEveryKindOfNameSignInOnAProtectedConnection() throws Exception {
        var ports = Ports.free(2);
        try (Slapd desks = new Slapd(folder.resolve("desks"), certificates, ports.get(0), ports.get(1))) {
            desks.load(People.folder() + SIGN_IN);
            desks.start();
            SignIn signIn = list(
                            "\"localhost:" + desks.port() + "\"",
                            "additional-information = \"auth=tls\", trust-file = \"" + certificates.resolve("ca.pem")
                                    + "\"")
                    .signIn("admin-groups = [\"CN=admins, DC=example, DC=com\"]");

            SignIn.Person lee = signIn.signIn("lee*(x)\\", "pass wörd", "here");
            assertThat(lee.name()).isEqualTo("Lee, Ann \"Annie\" + Co");
            assertThat(lee.emails()).containsExactly("ann.lee@example.com");
            assertThat(lee.groups()).containsExactly("cn=admins,dc=example,dc=com");
            assertThat(lee.role()).isEqualTo(SignIn.Role.ADMIN);
            SignIn.Person giuan = signIn.signIn("giúàn", "田中", "here");
            assertThat(giuan.groups()).containsExactly("cn=staff,dc=example,dc=com");
            assertThat(giuan.role()).isEqualTo(SignIn.Role.USER);
            for (String[] wrong : new String[][] {
                {"lee*(x)\\", "wrong"},
                {"lee*", "pass wörd"},
                {"nobody", "x"},
                {"giúàn", ""},
                {"reader", Slapd.PASSWORD}
            }) {
                SignInException refused =
                        catchThrowableOfType(SignInException.class, () -> signIn.signIn(wrong[0], wrong[1], "here"));
                assertThat(Objects.requireNonNull(refused).reason()).isEqualTo(SignInException.Reason.REFUSED);
            }
        }
    }

    @Test
    void tlsIsUsedFromTheFirstByteOrAfterwards() throws Exception {
        String trust = "trust-file = \"" + certificates.resolve("ca.pem") + "\"\n";
        assertThat(list("\"localhost:" + slapd.tlsPort() + "\"", trust + "additional-information = \"auth=ssl\"")
                        .read())
                .hasSize(2_004);
        assertThat(list(trust + "additional-information = \"auth=tls+simple\"").read())
                .hasSize(2_004);
    }

    @Test
    void aServerWithAnotherNameOrAuthorityIsNotTrusted() {
        String tls = "additional-information = \"auth=tls\"\n";
        assertThat(failure(list(tls)))
                .as("authority")
                .contains("localhost:" + slapd.port())
                .contains("certificate");
        String trust = "trust-file = \"" + certificates.resolve("ca.pem") + "\"\n";
        assertThat(failure(list(
                        "\"localhost.localdomain:" + slapd.port() + "\", \"127.0.0.2:" + slapd.port() + "\"",
                        tls + trust)))
                .as("name")
                .contains("127.0.0.2:");
    }

    @Test
    void aWrongPasswordIsSaidAndNotRepeatedElsewhere() {
        TestList list = list("\"localhost:" + slapd.port() + "\", \"127.0.0.1:" + slapd.port() + "\"", "");
        list.source(
                """
                hosts = ["localhost:%1$d", "127.0.0.1:%1$d"]
                bind-dn = "%2$s"
                password-file = "%3$s"
                search-dn = "%4$s"
                """
                        .formatted(slapd.port(), Slapd.READER, TestList.password(folder, "wrong"), Slapd.PEOPLE));

        assertThat(failure(list))
                .isEqualTo("localhost:" + slapd.port() + ": signing in as \"" + Slapd.READER
                        + "\": invalid credentials (49): wrong bind DN or password");
    }

    @Test
    void missingRightsAreNamed() {
        TestList blind = list("").source(
                        """
                hosts = ["localhost:%1$d"]
                bind-dn = "%2$s"
                password-file = "%3$s"
                search-dn = "%4$s"
                """
                                .formatted(
                                        slapd.port(),
                                        Slapd.BLIND,
                                        TestList.password(folder, Slapd.PASSWORD),
                                        Slapd.PEOPLE));
        assertThat(failure(blind)).contains("no such object (32): no such search DN, or this account may not see it");
    }

    @Test
    void anAnswerThatTheServerCutsIsNoAnswer() {
        TestList small = list("").source(
                        """
                        hosts = ["localhost:%1$d"]
                        bind-dn = "%2$s"
                        password-file = "%3$s"
                        search-dn = "%4$s"
                        page-size = 100
                        """
                                .formatted(
                                        slapd.port(),
                                        Slapd.SMALL,
                                        TestList.password(folder, Slapd.PASSWORD),
                                        Slapd.PEOPLE));
        assertThat(failure(small)).contains("size limit exceeded (4): the server's size limit");
    }

    @Test
    void theNextHostIsReadWhenOneDoesNotAnswer() throws Exception {
        int nobody = Ports.free(1).get(0);
        TestList list = list("\"localhost:" + nobody + "\", \"localhost:" + slapd.port() + "\"", "");

        assertThat(list.read()).hasSize(2_004);
        assertThat(list.restarts).isEqualTo(2);
        assertThat(list.told).startsWith("read from localhost:" + slapd.port() + ", as localhost:" + nobody + ": ");
    }

    @Test
    void aServerThatIsKilledInTheMiddleOfAPageGivesNothing() throws Exception {
        var ports = Ports.free(2);
        try (Slapd doomed = new Slapd(folder.resolve("doomed"), certificates, ports.get(0), ports.get(1))) {
            doomed.load(People.folder() + People.many(0, 3_000));
            doomed.start();
            TestList list = list("\"localhost:" + doomed.port() + "\"", "");
            list.killAfter(700, doomed::kill);

            assertThatThrownBy(list::read)
                    .isInstanceOf(DirectoryException.class)
                    .hasMessageContaining("localhost:" + doomed.port() + ": reading \"" + Slapd.PEOPLE + "\"");
        }
    }

    @Test
    void aServerThatIsKilledInTheMiddleIsLeftForTheNextOneFromTheBeginning() throws Exception {
        var ports = Ports.free(2);
        try (Slapd doomed = new Slapd(folder.resolve("doomed2"), certificates, ports.get(0), ports.get(1))) {
            doomed.load(People.folder() + People.many(50_000, 53_000));
            doomed.start();
            TestList list = list("\"localhost:" + doomed.port() + "\", \"localhost:" + slapd.port() + "\"", "");
            list.killAfter(700, doomed::kill);

            assertThat(list.read()).hasSize(2_004).doesNotContainKey("Person 50001");
        }
    }
}
