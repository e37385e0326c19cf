package org.statusaggregator.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.node.signin.SignInSource;

class SignInConfigTest {
    private static final String LEAST =
            """
            status-aggregator {
              node.name = sa1
              certificates.directory = certs
              cluster { address = 127.0.0.1, members = ["sa1:5701"] }
              contacts.data-sources {
                corp { hosts = ["ldap"], search-dn = "ou=people, dc=example, dc=com" }
                ad { subtype = active-directory, hosts = ["dc1"] }
                file { type = ldif, file = people.ldif }
              }
              sign-in { %s }
            }
            """;

    private final Path folder;

    SignInConfigTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path certs = Files.createDirectory(folder.resolve("certs"));
        for (String file : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            Files.createFile(certs.resolve(file));
        }
        Files.writeString(folder.resolve("people.ldif"), "");
    }

    private NodeConfig read(String signIn) throws IOException, BadConfigException {
        return ConfigReader.read(Files.writeString(folder.resolve("node.conf"), LEAST.formatted(signIn)));
    }

    private SignInSource good(String signIn) throws IOException, BadConfigException {
        return Objects.requireNonNull(read(signIn).signIn());
    }

    private List<String> problems(String signIn) {
        return Objects.requireNonNull(catchThrowableOfType(BadConfigException.class, () -> read(signIn)), "it is good")
                .problems();
    }

    @Test
    void nobodySignsInUnlessADataSourceIsNamed() throws Exception {
        assertThat(read("").signIn()).isNull();
    }

    @Test
    void theDataSourcesSearchDnItsDomainAndTheUsualAttributesHold() throws Exception {
        SignInSource source = good("data-source = corp, admin-groups = [\"cn=admins,dc=example,dc=com\"]");

        assertThat(source.server().hosts()).extracting("name").containsExactly("ldap");
        assertThat(source.searchDn()).isEqualTo("ou=people, dc=example, dc=com");
        assertThat(source.groupSearchDn()).isEqualToIgnoringWhitespace("dc=example,dc=com");
        assertThat(source.userFilter()).contains("(uid={name})", "(mail={name})");
        assertThat(source.access())
                .isEqualTo(new SignInSource.Access(List.of(), List.of("cn=admins,dc=example,dc=com")));
        assertThat(good("data-source = ad, search-dn = \"dc=x\"").userFilter())
                .contains("(sAMAccountName={name})", "(userPrincipalName={name})");
    }

    @Test
    void everyKeyIsRead() throws Exception {
        SignInSource source = good(
                """
                data-source = corp, search-dn = "ou=a,o=b", group-search-dn = "ou=g,o=b", user-filter = "(cn={name})"
                user-groups = ["cn=u"], admin-groups = ["cn=a"]""");

        assertThat(source.searchDn()).isEqualTo("ou=a,o=b");
        assertThat(source.groupSearchDn()).isEqualTo("ou=g,o=b");
        assertThat(source.userFilter()).isEqualTo("(cn={name})");
        assertThat(source.access()).isEqualTo(new SignInSource.Access(List.of("cn=u"), List.of("cn=a")));
        assertThat(good("data-source = corp, search-dn = \"ou=a,o=b\"").groupSearchDn())
                .as("without dc")
                .isEqualTo("ou=a,o=b");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(problems("data-source = nobody"))
                .containsExactly("status-aggregator.sign-in.data-source: \"nobody\""
                        + " (expected: the name of a data source of type ldap)");
        assertThat(problems("data-source = file")).hasSize(1);
        assertThat(problems("data-source = ad"))
                .containsExactly("status-aggregator.sign-in.search-dn: \"\""
                        + " (expected: where people are, here or with the data source ad)");
        assertThat(
                        problems(
                                "data-source = corp, user-filter = \"(uid=ann)\", search-dn = x, admin-groups = [admins], user-groups = [\"\"], colour = red"))
                .anyMatch(text -> text.startsWith("status-aggregator.sign-in.user-filter: \"(uid=ann)\""))
                .anyMatch(text -> text.startsWith("status-aggregator.sign-in.search-dn: \"x\""))
                .anyMatch(text -> text.startsWith("status-aggregator.sign-in.admin-groups: \"admins\""))
                .anyMatch(text -> text.startsWith("status-aggregator.sign-in.user-groups: \"\""))
                .anyMatch(text -> text.startsWith("status-aggregator.sign-in.colour: unknown key"))
                .hasSize(5);
        assertThat(problems("data-source = corp, user-filter = \"(uid={name}\""))
                .hasSize(1);
    }
}
