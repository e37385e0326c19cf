package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.status.Emails;

class LdifPeopleTest {
    private final Path dir;

    LdifPeopleTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private static final String PEOPLE =
            """
            # An export
            dn: dc=example,dc=com
            objectclass: domain
            dc: example

            dn: ou=People,dc=example,dc=com
            objectclass: organizationalUnit
            ou: People

            dn: uid=ann,ou=People,dc=example,dc=com
            objectclass: inetOrgPerson
            uid: ann
            mail: Ann.Lee@Example.com
            mail: ann2@example.com

            dn: uid=bob,ou=People,dc=example,dc=com
            objectclass: inetOrgPerson
            uid: bob

            dn: uid=zoe,ou=People,dc=example,dc=com
            objectclass: top
            objectclass: person
            uid:: em/DqQ==
            mail: zoe@
             example.com

            dn: uid=ann2,ou=People,dc=example,dc=com
            objectclass: person
            uid: ann2
            mail: ann.lee@example.com

            dn: cn=nobody,ou=People,dc=example,dc=com
            objectclass: person
            mail: nobody@example.com

            dn: uid=odd,ou=People,dc=example,dc=com
            objectclass: person
            uid: odd
            mail: not an address

            dn: uid=ANN,ou=Old,dc=example,dc=com
            objectclass: person
            uid: ANN
            mail: ann3@example.com
            """;

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("people.ldif"), text);
    }

    @Test
    void peopleWithMailBecomeUsers() throws IOException {
        assertThat(LdifPeople.read(file(PEOPLE)).people())
                .containsExactly(new Person("ann", "ann.lee@example.com"), new Person("zoé", "zoe@example.com"));
    }

    @Test
    void personsWhoCannotBeUsersAreNamedWithTheReasonAndOtherEntriesPassedOver() throws IOException {
        assertThat(LdifPeople.read(file(PEOPLE)).skipped())
                .extracting(skipped -> skipped.dn() + " " + skipped.reason())
                .containsExactly(
                        "uid=bob,ou=People,dc=example,dc=com no mail",
                        "uid=ann2,ou=People,dc=example,dc=com mail: ann.lee@example.com (expected: not the mail of an entry above)",
                        "cn=nobody,ou=People,dc=example,dc=com no uid",
                        "uid=odd,ou=People,dc=example,dc=com mail: not an address (expected: an address such as ann@example.com)",
                        "uid=ANN,ou=Old,dc=example,dc=com uid: ANN (expected: not the uid of an entry above)");
    }

    @Test
    void aFileThatIsNoLdifIsRefusedWithItsLine() throws IOException {
        Path file = file("dn: dc=example,dc=com\nobjectclass: domain\n\nthis is no LDIF\n");
        assertThatThrownBy(() -> LdifPeople.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("people.ldif: line 4");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> LdifPeople.read(dir.resolve("nowhere.ldif")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere.ldif");
    }

    @Test
    void threeServersShareTheRealDirectory() throws IOException {
        Path real = Path.of(System.getProperty("shared.data", "../../shared/data"), "example-com-150-people.ldif");
        if (!Files.exists(real)) {
            String message = "SKIPPED, because the real directory export is absent: " + real.toAbsolutePath();
            System.err.println(message);
            Assumptions.abort(message);
        }
        LdifPeople directory = LdifPeople.read(real);
        assertThat(directory.people()).hasSize(150);
        assertThat(directory.skipped()).isEmpty();

        Set<Person> shared = new HashSet<>();
        for (int part = 1; part <= 3; part++) {
            List<Person> slice = new Slice(part, 3).of(directory.people());
            assertThat(slice).hasSize(50).allMatch(person -> Emails.isPlausible(person.email()));
            shared.addAll(slice);
        }
        assertThat(shared).containsExactlyInAnyOrderElementsOf(directory.people());
    }
}
