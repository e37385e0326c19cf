package org.statusaggregator.node.ldap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.support.Fuzz;

/** Whatever stands in a directory's export is read or refused with a sentence. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class DirectoryFilesFuzzTest {
    private final Path file;

    DirectoryFilesFuzzTest(@TempDir Path folder) {
        file = folder.resolve("people");
    }

    @Test
    void tables() {
        fuzz(
                Lists.file(DataSource.Kind.CSV, file, "", "(objectClass=*)"),
                "cn,mail,ou\r\n\"Smith, Anna\",anna@example.com,Sales\r\nBen,ben@example.com,\"a \"\"b\"\"\"\r\n",
                "\uFEFFcn;mail;ou\nAnna;anna@example.com;Café\n");
    }

    @Test
    void exports() {
        fuzz(
                Lists.file(DataSource.Kind.LDIF, file, Lists.SUFFIX, "(objectClass=person)"),
                """
                version: 1

                dn: uid=anna,ou=people,dc=example,dc=com
                objectClass: person
                cn: Anna
                mail: anna@example.com
                description:: w6k=

                dn: uid=ben,ou=people,dc=example,dc=com
                objectClass: person
                cn: Ben
                 jamin
                jpegPhoto:< file:///does/not/exist
                """);
    }

    /** Found by {@link #exports}: the library's NoSuchElementException ended the poll. */
    @Test
    void anExportOfOneOddLineIsRefused() throws Exception {
        Files.writeString(file, "verSion:");

        assertThatThrownBy(
                        () -> Lists.read(Lists.file(DataSource.Kind.LDIF, file, Lists.SUFFIX, "(objectClass=person)")))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("no LDIF");
    }

    private void fuzz(ContactListSource list, String... seeds) {
        Fuzz.run(Fuzz.INPUTS / 4, Fuzz.texts(seeds), Set.of(DirectoryException.class), input -> {
            Files.write(file, input);
            Lists.read(list);
        });
    }
}
