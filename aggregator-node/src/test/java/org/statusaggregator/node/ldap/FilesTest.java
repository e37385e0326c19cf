package org.statusaggregator.node.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;

class FilesTest {
    private final Path folder;

    FilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("people"), text);
    }

    private List<String> ldif(String dn, String filter, String text) throws IOException, DirectoryException {
        return Lists.read(Lists.file(DataSource.Kind.LDIF, file(text), dn, filter));
    }

    private List<String> csv(String text) throws IOException, DirectoryException {
        return Lists.read(Lists.file(DataSource.Kind.CSV, file(text), "", "(a=b)"));
    }

    private static final String LDIF =
            """
            version: 1
            # a comment
            dn: ou=People,dc=example,dc=com
            objectClass: organizationalUnit
            ou: People

            dn: cn=Ann, ou=People, dc=example,dc=com
            objectclass: person
            cn: Ann with a long name that is fol
             ded
            mail: ann@example.com

            dn:: Y249QsO2LG91PU90aGVyLGRjPWV4YW1wbGUsZGM9Y29t
            objectClass: person
            cn:: QsO2
            mail: bo@example.com
            """;

    @Test
    void anLdifFileIsReadLikeAServer() throws Exception {
        assertThat(ldif("", "(objectClass=person)", LDIF))
                .containsExactly(
                        "cn=ann,ou=people,dc=example,dc=com [ann@example.com] businessEmail=ann@example.com"
                                + " displayName=Ann with a long name that is folded",
                        "cn=b\\c3\\b6,ou=other,dc=example,dc=com [bo@example.com] businessEmail=bo@example.com displayName=Bö");
        assertThat(ldif("OU=people,DC=example, dc=COM", "(objectClass=*)", LDIF))
                .hasSize(2);
        assertThat(ldif("", "(cn=B*)", LDIF)).hasSize(1);
    }

    @Test
    void aBrokenRecordFailsTheWholeFile() {
        assertThatThrownBy(() -> ldif("", "(objectClass=*)", LDIF + "\nmail: without a name\n"))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining(folder.resolve("people") + " line 18: ");
        assertThatThrownBy(() ->
                        Lists.read(Lists.file(DataSource.Kind.LDIF, folder.resolve("absent"), "", "(objectClass=*)")))
                .hasMessageContaining("absent: cannot be read");
    }

    @Test
    void aTableIsReadWithCommasOrSemicolonsAndQuotes() throws Exception {
        List<String> expected = List.of(
                "1 [ann@example.com] department=R, \"D\"; businessEmail=ann@example.com displayName=Lee; Ann",
                "2 [bö@example.com] businessEmail=bö@example.com displayName=Bö\nthe second".replace("\n", " "));
        assertThat(
                        csv(
                                """
                        id,CN,Mail,ou,ignored
                        1,"Lee; Ann",ann@example.com,"R, ""D"";",x

                        2,"Bö
                        the second",bö@example.com
                        """))
                .isEqualTo(expected);
        assertThat(
                        csv(
                                "\uFEFFid;cn;mail;ou\r\n1;\"Lee; Ann\";ann@example.com;\"R, \"\"D\"\";\"\r\n2;Bö the second;bö@example.com"))
                .isEqualTo(expected);
    }

    @Test
    void aTableThatIsNoneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> csv("a,b\n1,2\n"))
                .hasMessageContaining("line 1: [a, b] (expected: a header line with");
        assertThatThrownBy(() -> csv("")).hasMessageContaining("line 1: [] (expected: a header line");
        assertThatThrownBy(() -> csv("id,cn,mail\n1,a,b,c\n")).hasMessageContaining("line 2: 4 columns");
        assertThatThrownBy(() -> csv("id,cn,mail\n1,a,b\n,x,y\n"))
                .hasMessageContaining("line 3: 3 columns, the first one \"\"");
        assertThatThrownBy(() -> csv("id,cn,mail\n1,\"a,b\n")).hasMessageContaining("line 2: a quote is open");
        assertThatThrownBy(() -> {
                    Path file = Files.write(
                            folder.resolve("latin"), "id,cn,mail\n1,Bö,b@c\n".getBytes(StandardCharsets.ISO_8859_1));
                    Lists.read(Lists.file(DataSource.Kind.CSV, file, "", "(a=b)"));
                })
                .hasMessageContaining("is not UTF-8");
    }
}
