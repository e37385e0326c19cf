package org.statusaggregator.it.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.Role;

/** The sample directory of 389 Directory Server, where somebody has put it beside the project; it is not ours to ship. */
class SampleDirectoryIT {
    private static final Path FILE = Path.of("..", "..", "shared", "data", "example-com-150-people.ldif");

    @Test
    void allOfItsPeopleBecomeContacts(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.exists(FILE), FILE + " is not there");
        Path certificates = folder.resolve("certs");
        new ServerBundle(CertificateAuthority.create("LDIF", java.time.Clock.systemUTC())
                        .issue(CertificateProfile.of(Role.MEMBER, "sa1")))
                .write(certificates, IfExists.REFUSE);
        Map<String, Contact> people = new TestList(folder, certificates)
                .source("type = ldif, file = \"" + FILE.toAbsolutePath().normalize() + "\"")
                .list("mapping = inetOrgPerson")
                .read();

        assertThat(people).hasSize(150).allSatisfy((name, person) -> {
            assertThat(person.emails()).as(name).hasSize(1);
            assertThat(person.get(ContactField.BUSINESS_PHONE)).as(name).isNotEmpty();
            assertThat(person.get(ContactField.DEPARTMENT)).as(name).isNotEmpty();
        });
        Contact sam = Objects.requireNonNull(people.get("Sam Carter"));
        assertThat(sam.emails()).containsExactly("scarter@example.com");
        assertThat(sam.get(ContactField.USER_ID)).isEqualTo("scarter");
    }
}
