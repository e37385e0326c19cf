package org.statusaggregator.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.tls.KeyMaterial;

/** Keys, defaults, and what is said of a configuration that is wrong. */
class ConfigReaderTest {
    private static final String LEAST =
            """
            status-aggregator {
              node.name = sa1
              certificates.directory = certs
              cluster { address = 127.0.0.1, members = ["sa1:5701", "sa2:5701"] }
            }
            """;

    private final Path folder;

    ConfigReaderTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path certs = Files.createDirectory(folder.resolve("certs"));
        for (String file : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            Files.createFile(certs.resolve(file));
        }
    }

    private NodeConfig read(String... texts) throws IOException, BadConfigException {
        Path file = folder.resolve("node.conf");
        Files.writeString(file, String.join("\n", texts));
        return ConfigReader.read(file);
    }

    private List<String> problems(String... texts) {
        BadConfigException bad = catchThrowableOfType(BadConfigException.class, () -> read(texts));
        assertThat(bad).as("it was taken for good").isNotNull();
        return bad.problems();
    }

    @Test
    void theKeysAndTheirDefaultsAreThese() {
        Map<String, Object> keys = new TreeMap<>();
        Config reference = ConfigFactory.parseResources(ConfigReader.class.getClassLoader(), "reference.conf");
        reference
                .getConfig("status-aggregator")
                .entrySet()
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue().unwrapped()));

        assertThat(keys)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("node.name", ""),
                        Map.entry("certificates.directory", ""),
                        Map.entry("grpc.address", "0.0.0.0"),
                        Map.entry("grpc.port", 7443),
                        Map.entry("grpc.advertised-host", ""),
                        Map.entry("cluster.name", "status-aggregator"),
                        Map.entry("cluster.address", ""),
                        Map.entry("cluster.port", 5701),
                        Map.entry("cluster.members", List.of()),
                        Map.entry("cluster.silence", "8s"),
                        Map.entry("session.lease-time", "180s"),
                        Map.entry("session.keep-alive", "10s"),
                        Map.entry("session.max-batch-size", 1000),
                        Map.entry("limits.changes-per-second", 200000),
                        Map.entry("limits.watches-per-certificate", 1000),
                        Map.entry("limits.watches", 20000),
                        Map.entry("limits.snapshots-at-once", 32),
                        Map.entry("contacts.poll-jitter", "30s"),
                        Map.entry("contacts.data-source-defaults.type", "ldap"),
                        Map.entry("contacts.data-source-defaults.subtype", "other"),
                        Map.entry("contacts.data-source-defaults.read-only", true),
                        Map.entry("contacts.data-source-defaults.hosts", List.of()),
                        Map.entry("contacts.data-source-defaults.port", 0),
                        Map.entry("contacts.data-source-defaults.bind-dn", ""),
                        Map.entry("contacts.data-source-defaults.password-file", ""),
                        Map.entry("contacts.data-source-defaults.password-environment", ""),
                        Map.entry("contacts.data-source-defaults.search-dn", ""),
                        Map.entry("contacts.data-source-defaults.additional-information", ""),
                        Map.entry("contacts.data-source-defaults.trust-file", ""),
                        Map.entry("contacts.data-source-defaults.page-size", 500),
                        Map.entry("contacts.data-source-defaults.file", ""),
                        Map.entry("contacts.list-defaults.data-source", ""),
                        Map.entry("contacts.list-defaults.label", ""),
                        Map.entry("contacts.list-defaults.public", true),
                        Map.entry("contacts.list-defaults.groups", List.of()),
                        Map.entry("contacts.list-defaults.has-status", true),
                        Map.entry("contacts.list-defaults.driver", "IC LDAP Contacts"),
                        Map.entry("contacts.list-defaults.additional-information", ""),
                        Map.entry("contacts.list-defaults.mapping", ""),
                        Map.entry("contacts.list-defaults.next-polling-time", ""),
                        Map.entry("contacts.list-defaults.polling-interval", ""),
                        Map.entry("contacts.list-defaults.search-dn", ""),
                        Map.entry("contacts.list-defaults.search-filter", ""),
                        Map.entry("contacts.list-defaults.search-scope", ""),
                        Map.entry("contacts.list-defaults.most-shrink-percent", 20),
                        Map.entry("sign-in.data-source", ""),
                        Map.entry("sign-in.search-dn", ""),
                        Map.entry("sign-in.user-filter", ""),
                        Map.entry("sign-in.group-search-dn", ""),
                        Map.entry("sign-in.user-groups", List.of()),
                        Map.entry("sign-in.admin-groups", List.of()),
                        Map.entry("web.enabled", false),
                        Map.entry("web.address", "0.0.0.0"),
                        Map.entry("web.port", 8443),
                        Map.entry("web.advertised-host", ""),
                        Map.entry("web.shared-host", ""),
                        Map.entry("web.certificates-directory", ""),
                        Map.entry("web.https-only", true),
                        Map.entry("web.session-time", "10h"),
                        Map.entry("web.most-streams", 5000),
                        Map.entry("web.most-streams-of-one", 20),
                        Map.entry("metrics.enabled", false),
                        Map.entry("metrics.address", "127.0.0.1"),
                        Map.entry("metrics.port", 9464),
                        Map.entry("shutdown.drain", "5s"),
                        Map.entry("storage.enabled", true),
                        Map.entry("storage.directory", ""),
                        Map.entry("log.directory", ""))));
    }

    @Test
    void theLeastConfigurationGivesTheDefaults() throws Exception {
        NodeConfig config = read(LEAST);

        assertThat(config.name()).isEqualTo("sa1");
        assertThat(config.certificates()).isEqualTo(folder.resolve("certs"));
        assertThat(config.grpc()).isEqualTo(new NodeConfig.Grpc("0.0.0.0", 7443, "sa1"));
        assertThat(config.cluster())
                .isEqualTo(new NodeConfig.Cluster(
                        "status-aggregator",
                        "127.0.0.1",
                        5701,
                        List.of("sa1:5701", "sa2:5701"),
                        Duration.ofSeconds(8)));
        assertThat(config.session())
                .isEqualTo(new NodeConfig.Session(Duration.ofSeconds(180), Duration.ofSeconds(10), 1_000));
        assertThat(config.contacts())
                .isEqualTo(new ContactsConfig(java.util.Map.of(), List.of(), Duration.ofSeconds(30), List.of()));
        assertThat(config.metrics()).isNull();
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.storage())
                .isEqualTo(new NodeConfig.Storage(true, Path.of("data", "sa1").toAbsolutePath()));
        assertThat(config.logs()).isEqualTo(Path.of("logs").toAbsolutePath());
    }

    @Test
    void everyKeyIsRead() throws Exception {
        NodeConfig config = read(
                LEAST,
                """
                status-aggregator {
                  grpc { address = "127.0.0.2", port = 7000, advertised-host = "sa1:9000" }
                  cluster { name = "trial", port = 5800, silence = 3s }
                  session { lease-time = 20s, keep-alive = 2s, max-batch-size = 50 }
                  shutdown.drain = 0s
                  metrics { enabled = true, address = "::1", port = 0 }
                  storage { enabled = false, directory = "disk" }
                  log.directory = "log"
                }
                """);

        assertThat(config.grpc()).isEqualTo(new NodeConfig.Grpc("127.0.0.2", 7000, "sa1:9000"));
        assertThat(config.cluster().name()).isEqualTo("trial");
        assertThat(config.cluster().port()).isEqualTo(5800);
        assertThat(config.cluster().silence()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.session())
                .isEqualTo(new NodeConfig.Session(Duration.ofSeconds(20), Duration.ofSeconds(2), 50));
        assertThat(config.drain()).isZero();
        assertThat(config.metrics()).isEqualTo(new NodeConfig.Metrics("::1", 0));
        assertThat(config.storage()).isEqualTo(new NodeConfig.Storage(false, folder.resolve("disk")));
        assertThat(config.logs()).isEqualTo(folder.resolve("log"));
    }

    @Test
    void anotherPortIsAdvertisedWithTheName() throws Exception {
        assertThat(read(LEAST, "status-aggregator.grpc.port = 7444").grpc().advertisedHost())
                .isEqualTo("sa1:7444");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(
                        problems(
                                """
                        status-aggregator {
                          node.nmae = sa1
                          certificates.directory = nowhere
                          grpc.port = 70000
                          cluster { port = many, silence = 1s, members = ["sa1"] }
                          session { lease-time = soon, max-batch-size = 0 }
                          colour = red
                        }
                        """))
                .anyMatch(text -> text.startsWith("status-aggregator.node.nmae: unknown key"))
                .anyMatch(text -> text.startsWith("status-aggregator.colour: unknown key"))
                .anyMatch(text -> text.startsWith("status-aggregator.node.name: \"\""))
                .contains("status-aggregator.grpc.port: \"70000\" (expected: 0 to 65535)")
                .anyMatch(text -> text.startsWith("status-aggregator.cluster.address: \"\""))
                .contains("status-aggregator.cluster.port: \"many\" (expected: a whole number from 1 to 65535)")
                .contains("status-aggregator.cluster.members: \"sa1\" (expected: \"host:port\")")
                .contains("status-aggregator.cluster.silence: \"PT1S\" (expected: PT2S to PT5M)")
                .contains("status-aggregator.session.lease-time: \"soon\" (expected: a duration such as 30s)")
                .contains("status-aggregator.session.max-batch-size: \"0\" (expected: 1 to 10000)")
                .anyMatch(text -> text.contains("nowhere") && text.contains(KeyMaterial.KEY_FILE));
    }

    @Test
    void aFileInThePlaceOfTheStorageFolderAndANumberForABooleanAreTold() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThat(problems(LEAST, "status-aggregator.storage { enabled = 7, directory = taken }"))
                .containsExactly(
                        "status-aggregator.storage.directory: \"" + file
                                + "\" (expected: a folder, or nothing of this name)",
                        "status-aggregator.storage.enabled: \"7\" (expected: true or false)");
    }

    @Test
    void aValueInThePlaceOfABlockIsOneProblemAmongOthers() {
        assertThat(problems(LEAST, "status-aggregator { grpc = 7443, session.max-batch-size = 0 }"))
                .anyMatch(text -> text.startsWith("status-aggregator.grpc.port:"))
                .anyMatch(text -> text.startsWith("status-aggregator.session.max-batch-size:"));
    }

    @Test
    void aNullIsOneProblemAmongOthers() {
        assertThat(problems(LEAST, "status-aggregator { grpc.port = null, session.max-batch-size = 0 }"))
                .anyMatch(text -> text.startsWith("status-aggregator.grpc.port: \"null\" (expected: "))
                .anyMatch(text -> text.startsWith("status-aggregator.session.max-batch-size:"));
    }

    @Test
    void anUnknownKeyIsToldWithTheKeysThatThereAre() {
        assertThat(problems(LEAST, "status-aggregator.cluster.adress = x"))
                .containsExactly("status-aggregator.cluster.adress: unknown key (expected: one of "
                        + "[address, members, name, port, silence])");
    }

    @Test
    void aFileWithoutOurBlockSaysSo() {
        assertThat(problems("status-agregator { }"))
                .contains("status-aggregator: missing (expected: a block of this name)");
    }

    @Test
    void aFileThatIsNoConfigurationSaysWhere() {
        assertThat(problems("status-aggregator {")).singleElement().asString().contains("node.conf");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        BadConfigException bad =
                catchThrowableOfType(BadConfigException.class, () -> ConfigReader.read(folder.resolve("absent.conf")));
        assertThat(bad.problems())
                .singleElement()
                .asString()
                .contains("absent.conf")
                .contains("expected");
    }
}
