package org.statusaggregator.it.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
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

/** Reading an Active Directory domain controller (Samba). */
class ActiveDirectoryIT {
    private static final int MANY = 1_100;
    private static final String FOLDER = "OU=AllUsers," + SambaDomain.SUFFIX;
    /** A normal account without password, and a disabled one. */
    private static final String ENABLED = "544";

    private static final String DISABLED = "546";

    private static final String DESKS = "OU=Desks," + SambaDomain.SUFFIX;
    private static final String DESK_PASSWORD = "Pässwörd-2026";

    private static Path folder;

    private static SambaDomain domain;
    private static Path certificates;

    @BeforeAll
    static void start(@TempDir Path temp) throws Exception {
        folder = temp;
        Tool.require("samba", "samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind");
        Tool.requireRoot("a domain controller listens on port 389, which only root may");
        certificates = folder.resolve("certs");
        new ServerBundle(CertificateAuthority.create("AD", java.time.Clock.systemUTC())
                        .issue(CertificateProfile.of(Role.MEMBER, "sa1")))
                .write(certificates, IfExists.REFUSE);
        domain = new SambaDomain(folder.resolve("samba"));
        domain.start();
        try (LDAPConnection admin = domain.connect()) {
            admin.add("dn: " + FOLDER, "objectClass: organizationalUnit", "ou: AllUsers");
            admin.add(
                    "dn: CN=Lee\\, Ann \\22A\\22," + FOLDER,
                    "objectClass: user",
                    "sAMAccountName: alee",
                    "userAccountControl: " + ENABLED,
                    "givenName: Ann",
                    "sn: Lee",
                    "displayName: Lée, Ann 田",
                    "mail: Ann.Lee@corp.example.com",
                    "proxyAddresses: SMTP:ann.lee@corp.example.com",
                    "proxyAddresses: smtp:annie@example.com",
                    "proxyAddresses: X500:/o=corp/cn=alee",
                    "department: Sales",
                    "company: Corp",
                    "telephoneNumber: +1 408 555 1",
                    "ipPhone: 4711",
                    "l: Berlin",
                    "co: Germany");
            admin.add(
                    "dn: CN=gone," + FOLDER,
                    "objectClass: user",
                    "sAMAccountName: gone",
                    "userAccountControl: " + DISABLED);
            admin.add(
                    "dn: CN=proxy only," + FOLDER,
                    "objectClass: user",
                    "sAMAccountName: proxy",
                    "userAccountControl: " + ENABLED,
                    "proxyAddresses: smtp:proxy@example.com");
            admin.add("dn: CN=printer," + FOLDER, "objectClass: computer", "sAMAccountName: printer$");
            addPeopleWhoSignIn(admin);
            for (int i = 0; i < MANY; i++) {
                admin.add(
                        "dn: CN=user " + i + "," + FOLDER,
                        "objectClass: user",
                        "sAMAccountName: u" + i,
                        "userAccountControl: " + ENABLED,
                        "mail: u" + i + "@example.com");
            }
        }
    }

    private static void addPeopleWhoSignIn(LDAPConnection admin) throws LDAPException, LDIFException {
        admin.add("dn: " + DESKS, "objectClass: organizationalUnit", "ou: Desks");
        String zoe = "CN=Müller\\, Zoë," + DESKS;
        for (String[] person : new String[][] {{zoe, "zoe", "512"}, {"CN=left," + DESKS, "left", "514"}}) {
            admin.add(
                    "dn: " + person[0],
                    "objectClass: user",
                    "sAMAccountName: " + person[1],
                    "userPrincipalName: " + person[1] + "@corp.example.com",
                    "userAccountControl: " + person[2],
                    "displayName: Zoë Müller",
                    "mail: " + person[1] + "@corp.example.com",
                    "proxyAddresses: smtp:zm@example.com",
                    "unicodePwd:: "
                            + Base64.getEncoder()
                                    .encodeToString(("\"" + DESK_PASSWORD + "\"").getBytes(StandardCharsets.UTF_16LE)));
        }
        admin.add("dn: CN=team," + DESKS, "objectClass: group", "member: " + zoe);
        admin.add("dn: CN=board," + DESKS, "objectClass: group", "member: CN=team," + DESKS);
    }

    @Test
    void peopleSignInAndBringTheGroupsThatTheyAreInByWayOfOthers() throws Exception {
        SignIn signIn = list(SSL).signIn("search-dn = \"" + DESKS + "\", admin-groups = [\"cn=Board, " + DESKS + "\"]");

        SignIn.Person zoe = signIn.signIn("ZOE", DESK_PASSWORD, "here");
        assertThat(zoe.name()).isEqualTo("Zoë Müller");
        assertThat(zoe.emails()).containsExactly("zoe@corp.example.com", "zm@example.com");
        assertThat(zoe.groups()).containsExactly("CN=board," + DESKS, "CN=team," + DESKS);
        assertThat(zoe.role()).isEqualTo(SignIn.Role.ADMIN);
        assertThat(signIn.signIn("zoe@corp.example.com", DESK_PASSWORD, "here"))
                .as("by the principal's name")
                .isEqualTo(zoe);
        assertThat(refusal(signIn, "zoe", "wrong")).isEqualTo(SignInException.Reason.REFUSED);
        assertThat(refusal(signIn, "left", DESK_PASSWORD))
                .as("a disabled account with the right password")
                .isEqualTo(SignInException.Reason.REFUSED);
        assertThat(refusal(list("").signIn("search-dn = \"" + DESKS + "\""), "zoe", DESK_PASSWORD))
                .as("the server takes no passwords on a plain connection")
                .isEqualTo(SignInException.Reason.UNAVAILABLE);
    }

    private static SignInException.Reason refusal(SignIn signIn, String name, String password) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SignInException.class, () -> signIn.signIn(name, password, "here")))
                .reason();
    }

    @AfterAll
    static void stop() {
        if (domain != null) {
            domain.close();
        }
    }

    private static TestList list(String bindDn, String password, String more) {
        return new TestList(folder, certificates)
                .source(
                        """
                        subtype = active-directory
                        hosts = ["%s"]
                        bind-dn = "%s"
                        password-file = "%s"
                        search-dn = "%s"
                        trust-file = "%s"
                        %s
                        """
                                .formatted(
                                        SambaDomain.ADDRESS,
                                        bindDn,
                                        TestList.password(folder, password),
                                        FOLDER,
                                        domain.certificate(),
                                        more))
                .list("mapping = ActiveDirectory");
    }

    private static TestList list(String more) {
        return list("CN=Administrator, CN=Users, DC=corp, DC=example, DC=com", SambaDomain.PASSWORD, more);
    }

    private static final String SSL = "additional-information = \"auth=ssl\"\n";

    @Test
    void everyUserIsReadBeyondAThousandButNotTheDisabledOnesAndNoComputers() throws Exception {
        Map<String, Contact> contacts = list(SSL + "page-size = 1000").read();

        assertThat(contacts).hasSize(MANY + 2).doesNotContainKeys("gone", "printer");
        Contact ann = Objects.requireNonNull(contacts.get("Lée, Ann 田"));
        assertThat(ann.emails()).containsExactly("ann.lee@corp.example.com", "annie@example.com");
        assertThat(ann.get(ContactField.USER_ID)).isEqualTo("alee");
        assertThat(ann.get(ContactField.DEPARTMENT)).isEqualTo("Sales");
        assertThat(ann.get(ContactField.EXTENSION)).isEqualTo("4711");
        assertThat(ann.get(ContactField.BUSINESS_COUNTRY)).isEqualTo("Germany");
        assertThat(ann.id()).matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        assertThat(Objects.requireNonNull(contacts.get("proxy only")).emails()).containsExactly("proxy@example.com");
    }

    @Test
    void theRootOfTheDomainIsReadWithoutFollowingItsReferrals() throws Exception {
        TestList list = list(SSL).list("mapping = ActiveDirectory, search-dn = \"" + SambaDomain.SUFFIX + "\"");

        assertThat(list.read()).hasSizeGreaterThan(MANY + 2).containsKey("Administrator");
        assertThat(list.told).isEmpty();
    }

    @Test
    void aUserNameOfTheDomainSignsInAsWellAndStartTlsIsUsed() throws Exception {
        assertThat(list("administrator@corp.example.com", SambaDomain.PASSWORD, "additional-information = \"auth=tls\"")
                        .read())
                .hasSize(MANY + 2);
    }

    @Test
    void aPasswordOnAPlainConnectionIsRefusedWithAdvice() {
        assertThat(failure(list(""))).contains("the server wants TLS (auth=ssl or auth=tls)");
    }

    @Test
    void aWrongPasswordIsSaid() {
        assertThat(failure(list(SambaDomain.ADMINISTRATOR, "wrong", SSL)))
                .startsWith(SambaDomain.ADDRESS + ":636: signing in as \"" + SambaDomain.ADMINISTRATOR
                        + "\": invalid credentials (49): wrong bind DN or password");
    }

    private static String failure(TestList list) {
        return String.valueOf(Objects.requireNonNull(catchThrowableOfType(DirectoryException.class, list::read))
                .getMessage());
    }
}
