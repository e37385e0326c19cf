package org.statusaggregator.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;

class ContactsConfigTest {
    private static final String LEAST =
            """
            status-aggregator {
              node.name = sa1
              certificates.directory = certs
              cluster { address = 127.0.0.1, members = ["sa1:5701"] }
              contacts { %s }
            }
            """;

    private final Path folder;

    ContactsConfigTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path certs = Files.createDirectory(folder.resolve("certs"));
        for (String file : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            Files.createFile(certs.resolve(file));
        }
        PrivateFiles.create(folder.resolve("secret"), "s3cret\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("people.ldif"), "");
        Files.writeString(folder.resolve("attributefile.txt"), "BusinessEmail : mail\n");
    }

    private ContactsConfig read(String contacts) throws IOException, BadConfigException {
        Path file = Files.writeString(folder.resolve("node.conf"), LEAST.formatted(contacts));
        return ConfigReader.read(file).contacts();
    }

    private List<String> problems(String contacts) {
        return Objects.requireNonNull(
                        catchThrowableOfType(BadConfigException.class, () -> read(contacts)), "it is good")
                .problems();
    }

    @Test
    void theReferencesExampleIsRead() throws Exception {
        ContactsConfig config = read(
                """
                data-sources.corp {
                  subtype = "Active Directory"
                  hosts = ["dc1.corp.example.com", "dc2.corp.example.com:1636"]
                  bind-dn = "CN=Administrator, CN=Users, DC=domain, DC=com"
                  password-file = secret
                  search-dn = "OU=AllUsers, DC=domain, DC=com"
                  additional-information = "auth=ssl+simple; search=5000;bind=1000"
                }
                lists."Enterprise Directory" {
                  data-source = corp
                  additional-information = \"""ATTRIBUTE_MAPPING_FILE="attributefile.txt";
                    NEXT_POLLING_TIME=2008-11-12 12:01:00; POLLING_INTERVAL=86400\"""
                }
                """);

        ContactListSource list = config.lists().get(0);
        assertThat(list.name()).isEqualTo("Enterprise Directory");
        assertThat(list.label()).isEqualTo("Enterprise Directory");
        assertThat(list.audience()).isEqualTo(new ContactListSource.Audience(true, List.of()));
        assertThat(list.hasStatus()).isTrue();
        assertThat(list.schedule())
                .isEqualTo(new PollSchedule(Instant.parse("2008-11-12T12:01:00Z"), Duration.ofDays(1)));
        assertThat(list.mapping().attributes()).containsExactly("mail");
        assertThat(list.search().dn()).isEqualTo("OU=AllUsers, DC=domain, DC=com");
        assertThat(list.search().filter()).contains("userAccountControl");
        DataSource.Server server = Objects.requireNonNull(list.source().server());
        assertThat(server.hosts())
                .containsExactly(
                        new DataSource.Host("dc1.corp.example.com", 636),
                        new DataSource.Host("dc2.corp.example.com", 1636));
        assertThat(server.security()).isEqualTo(DataSource.Security.SSL);
        assertThat(server.password().read()).isEqualTo("s3cret");
        assertThat(server.limits())
                .isEqualTo(new DataSource.Limits(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(10), 500));
        assertThat(config.warnings()).isEmpty();
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void plainKeysMeanTheSame() throws Exception {
        ContactListSource list =
                read("""
                        data-sources.f { type = ldif, file = people.ldif }
                        lists.people {
                          data-source = f, label = "Our people", public = false, groups = ["cn=board,dc=x"], has-status = false
                          mapping = inetOrgPerson, next-polling-time = "2026-01-01 00:00:00", polling-interval = 60
                          search-filter = "(mail=*)", search-scope = one, search-dn = "ou=x", most-shrink-percent = 5
                        }
                        """)
                        .lists()
                        .get(0);

        assertThat(list.label()).isEqualTo("Our people");
        assertThat(list.audience()).isEqualTo(new ContactListSource.Audience(false, List.of("cn=board,dc=x")));
        assertThat(list.hasStatus()).isFalse();
        assertThat(list.search())
                .isEqualTo(new ContactListSource.Search("ou=x", "(mail=*)", ContactListSource.Scope.ONE));
        assertThat(list.schedule())
                .isEqualTo(new PollSchedule(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(60)));
        assertThat(list.mostShrinkPercent()).isEqualTo(5);
        assertThat(list.source().file()).isEqualTo(folder.resolve("people.ldif"));
    }

    @Test
    void theShippedMappingsAreGoodAndI3personIsTheDefault() throws Exception {
        for (String mapping : List.of("i3person", "inetOrgPerson", "ActiveDirectory", "active-directory")) {
            ContactListSource list =
                    read("data-sources.f { type = ldif, file = people.ldif }\nlists.p { data-source = f, mapping = "
                                    + mapping + " }")
                            .lists()
                            .get(0);
            assertThat(list.mapping().attributes()).as(mapping).contains("mail", "sn", "telephoneNumber");
        }
        assertThat(read("data-sources.f { type = ldif, file = people.ldif }\nlists.p { data-source = f }")
                        .lists()
                        .get(0)
                        .search()
                        .filter())
                .isEqualTo("(objectClass=i3person)");
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("open"), "x"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(
                        problems(
                                """
                        poll-jitter = soon
                        colour = red
                        data-sources {
                          a { subtype = novell, hosts = ["a b"], port = 70000, password = hush, additional-information = "auth=none; load=x" }
                          b { hosts = ["h"], bind-dn = "cn=x", search-dn = nonsense, password-file = open, trust-file = absent }
                          c { type = csv, file = absent.csv, shoe = 1 }
                          d = 7
                          e { hosts = ["h"], bind-dn = "cn=x" }
                          good { hosts = ["h"] }
                        }
                        lists {
                          x { data-source = nobody }
                          y { data-source = good, driver = "IC White Pages", mapping = absent.txt, search-filter = "(", search-scope = all,
                              next-polling-time = noon, most-shrink-percent = 101, groups = ["board"],
                              additional-information = "NEXT_POLLING_TIME=2008-11-12 12:01:00; SEARCH_DN=ou=x" }
                        }
                        """))
                .anyMatch(text -> text.startsWith("status-aggregator.contacts.colour: unknown key"))
                .anyMatch(text -> text.startsWith("status-aggregator.contacts.poll-jitter: "))
                .anyMatch(text -> text.startsWith("status-aggregator.contacts.data-sources.a.subtype: \"novell\""))
                .anyMatch(text -> text.startsWith("status-aggregator.contacts.data-sources.a.hosts: \"a b\""))
                .anyMatch(text -> text.startsWith("status-aggregator.contacts.data-sources.a.port: \"70000\""))
                .anyMatch(
                        text -> text.startsWith("status-aggregator.contacts.data-sources.a.password: \"(not shown)\""))
                .anyMatch(text -> text.contains("a.additional-information: \"auth=none\""))
                .anyMatch(text -> text.contains("a.additional-information: \"load=x\""))
                .anyMatch(text -> text.contains("b.search-dn: \"nonsense\""))
                .anyMatch(text -> text.contains("b.password-file: \"open\"") && text.contains("chmod 600"))
                .anyMatch(text -> text.contains("b.trust-file: \"absent\""))
                .anyMatch(text -> text.contains("c.file: \"absent.csv\""))
                .anyMatch(text -> text.contains("c.shoe: unknown key"))
                .anyMatch(text -> text.contains("data-sources.d: \"7\" (expected: a block)"))
                .anyMatch(text -> text.contains("e.password-file: \"\""))
                .anyMatch(text ->
                        text.contains("lists.x.data-source: \"nobody\" (expected: one of [a, b, c, d, e, good])"))
                .anyMatch(text -> text.contains("lists.y.driver: \"IC White Pages\""))
                .anyMatch(text -> text.contains("lists.y.mapping: \"absent.txt\""))
                .anyMatch(text -> text.contains("lists.y.search-filter: \"(\""))
                .anyMatch(text -> text.contains("lists.y.search-scope: \"all\""))
                .anyMatch(text -> text.contains("lists.y.groups: \"board\""))
                .anyMatch(text -> text.contains("lists.y.most-shrink-percent: \"101\""))
                .anyMatch(text -> text.contains("lists.y.additional-information: \"SEARCH_DN=ou=x\""))
                .anyMatch(text -> text.contains("lists.y: NEXT_POLLING_TIME: \"noon\""))
                .anyMatch(text -> text.contains("lists.y.search-dn: \"\""))
                .noneMatch(text -> text.contains("hush"));
    }

    @Test
    void whatHasNoEffectIsAWarningAndASettingGivenTwiceAProblem() throws Exception {
        String source = "data-sources.f { type = ldif, file = people.ldif }\n";
        assertThat(read(source
                                + "lists.p { data-source = f, additional-information = \"USERNAME_MAPPING_FILE=x.txt\" }")
                        .warnings())
                .containsExactly(
                        "status-aggregator.contacts.lists.p.additional-information: USERNAME_MAPPING_FILE has no effect");
        assertThat(
                        problems(
                                source
                                        + "lists.p { data-source = f, polling-interval = 5, additional-information = \"POLLING_INTERVAL=6\" }"))
                .containsExactly("status-aggregator.contacts.lists.p.polling-interval: \"5\" "
                        + "(expected: one of polling-interval and POLLING_INTERVAL, not both)");
    }
}
