package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.Validity;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

class CertsCommandsTest {
    private static final String VARIABLE = "AGGREGATOR_CA_PASSPHRASE";
    private static final String PASSPHRASE = "correct horse";

    /** One CA for all tests; opening it takes as long as a good passphrase protection does. */
    private static Path caFolder;

    private final Path root;
    private final TestCli cli = new TestCli();

    CertsCommandsTest(@TempDir Path folder) {
        root = folder.resolve("certificates");
        cli.variables.put(VARIABLE, PASSPHRASE);
    }

    @BeforeAll
    static void makeCa(@TempDir Path folder) throws Exception {
        CertificateAuthority.create("Example Corp", InstantSource.fixed(TestCli.NOW))
                .save(folder, PASSPHRASE.toCharArray());
        caFolder = CertificateAuthority.folder(folder);
    }

    @AfterEach
    void close() {
        cli.close();
    }

    @Test
    void initMakesACaAndSaysWhatToDoNext() throws Exception {
        Result result = run("init", "--name", "Example Corp");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .isEqualToNormalizingNewlines(
                        """
                        Made the private CA "Example Corp Status Aggregator CA":
                          certificate  ROOT/ca/ca.pem
                          key          ROOT/ca/ca.key, under your passphrase
                          valid until  2036-11-20

                        Keep a copy of ROOT/ca and the passphrase in a safe place: without them every server needs a
                        new certificate. The CA's key belongs on no server.

                        Next: aggregator certs generate --root ROOT --member sa1 --member sa2 --cic cic1 --admin YOU
                        """
                                .replace("ROOT", root.toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("ca/ca.key"))))
                .isEqualTo("rw-------");
        CertificateAuthority.open(root, PASSPHRASE.toCharArray(), Clock.systemUTC());
    }

    @Test
    void initNeverOverwritesACa() throws Exception {
        haveCa();
        byte[] key = Files.readAllBytes(root.resolve("ca/ca.key"));

        Result result = run("init");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .startsWith("aggregator certs init: " + root.resolve("ca")
                        + " exists already (expected: a root without CA");
        assertThat(result.out()).isEmpty();
        assertThat(Files.readAllBytes(root.resolve("ca/ca.key"))).isEqualTo(key);
    }

    @Test
    void initWithoutPassphraseSaysWhereItMayStand() {
        cli.variables.remove(VARIABLE);

        Result result = run("init");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualToNormalizingNewlines("aggregator certs init: no passphrase for the CA's key (expected: in"
                        + " AGGREGATOR_CA_PASSPHRASE, in the file of --passphrase-file, or typed at a terminal)\n");
        assertThat(root).doesNotExist();
    }

    @Test
    void initRefusesANameThatFitsNoCertificate() {
        Result result = run("init", "--name", "x".repeat(41));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--name: \"xxx").contains("(expected: 1 to 40 printable characters)");
        assertThat(root).doesNotExist();
    }

    @Test
    void generateMakesAFolderForEachAndSaysWhereToCarryIt() throws Exception {
        haveCa();

        Result result = run(
                "generate",
                "--member",
                "sa1.corp.example.com",
                "--member",
                "sa2",
                "--cic",
                "cic1=hostA,hostB",
                "cic2",
                "--admin",
                "anna.smith",
                "--localhost",
                "--address",
                "192.0.2.7",
                "2001:db8::7");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith(
                        """
                        Made a certificate for the aggregator node sa1:
                          folder       ROOT/sa1
                          names        sa1, sa1.corp.example.com, localhost
                          addresses    127.0.0.1, ::1, 192.0.2.7, 2001:db8::7
                          valid until  2028-11-22
                        """
                                .replace("ROOT", root.toString()))
                .contains("Made a certificate for the CIC server cic1:", "names        cic1, hosta, hostb\n")
                .contains("Copy the folder " + root.resolve("sa2")
                        + " to the server sa2, then run ImportSubsystemsCertificate there.")
                .contains("Copy the folder " + root.resolve("cic1") + " to the server hosta and to hostb, then run")
                .contains("Give the folder " + root.resolve("anna.smith") + " to anna.smith")
                .endsWith("The CA's key stays here, in " + root.resolve("ca") + ".\n");
        assertThat(folders()).containsExactly("anna.smith", "ca", "cic1", "cic2", "sa1", "sa2");
        assertThat(identity("sa1"))
                .isEqualTo(new PeerIdentity("sa1", Role.MEMBER, List.of("sa1", "sa1.corp.example.com", "localhost")));
        assertThat(identity("cic1")).isEqualTo(new PeerIdentity("cic1", Role.CIC, List.of("cic1", "hosta", "hostb")));
        assertThat(identity("anna.smith")).isEqualTo(new PeerIdentity("anna.smith", Role.ADMIN, List.of("anna.smith")));
        certificate("cic2")
                .verify(KeyMaterial.read(root.resolve("cic2"))
                        .authorities()
                        .get(0)
                        .getPublicKey());
    }

    @Test
    void generateChecksEveryNameBeforeItMakesAnything() throws Exception {
        haveCa();

        Result result = run(
                "generate",
                "--member",
                "sa1",
                "sa_2",
                "--cic",
                "10.0.0.7",
                "SA1",
                "--admin",
                "an;na",
                "--address",
                "sa1");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--member: \"sa_2\" (expected: a host name")
                .contains("--cic: \"10.0.0.7\" (expected: a host name; an address is given separately)")
                .contains("--cic: \"sa1\" is named twice")
                .contains("--admin: \"an;na\" (expected: ")
                .contains("--address: \"sa1\" (expected: an IPv4 or IPv6 address");
        assertThat(result.out()).isEmpty();
        assertThat(folders()).containsExactly("ca");
    }

    @Test
    void generateLeavesExistingFoldersAloneUntilToldToReplaceThem() throws Exception {
        haveCa();
        assertThat(run("generate", "--member", "sa1").code()).isZero();
        X509Certificate first = certificate("sa1");

        Result refused = run("generate", "--member", "sa1", "sa2");

        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err())
                .isEqualToNormalizingNewlines("aggregator certs generate: " + root.resolve("sa1")
                        + " exists already (expected: no such folder; --replace puts a new certificate there)\n");
        assertThat(folders()).containsExactly("ca", "sa1");
        assertThat(certificate("sa1")).isEqualTo(first);

        assertThat(run("generate", "--member", "sa1", "sa2", "--replace").code())
                .isZero();
        assertThat(certificate("sa1")).isNotEqualTo(first);
    }

    @Test
    void replacingSparesAFolderWithOtherFiles() throws Exception {
        haveCa();
        Files.createDirectories(root.resolve("sa1"));
        Files.writeString(root.resolve("sa1/notes.txt"), "mine");

        Result result = run("generate", "--member", "sa1", "--replace");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("holds notes.txt, which was not made here");
        assertThat(root.resolve("sa1/notes.txt")).hasContent("mine");
    }

    @Test
    void generateRefusesAWrongPassphrase() throws Exception {
        haveCa();
        cli.variables.put(VARIABLE, "wrong");

        Result result = run("generate", "--member", "sa1");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("ca.key: wrong passphrase (expected: the one that was chosen");
        assertThat(folders()).containsExactly("ca");
    }

    @Test
    void generateReadsThePassphraseFromAPrivateFileOnly() throws Exception {
        haveCa();
        cli.variables.remove(VARIABLE);
        Path file = Files.writeString(root.resolve("passphrase.txt"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        Result lax = run("generate", "--admin", "anna", "--passphrase-file", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Result strict = run("generate", "--admin", "anna", "--passphrase-file", file.toString());

        assertThat(lax.code()).isEqualTo(2);
        assertThat(lax.err()).contains(file + " is open to others than its owner: permissions rw-r--r--");
        assertThat(strict.code()).isZero();
        assertThat(identity("anna").role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void generateWithoutCaSaysHowToGetOne() {
        Result result = run("generate", "--member", "sa1");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("--root: there is no CA in " + root)
                .contains("(expected: the folder that was given to 'aggregator certs init')");
    }

    @Test
    void daysSayHowLongButNeverLongerThanTheCa() throws Exception {
        haveCa();

        assertThat(run("generate", "--cic", "cic1", "--days", "30").out()).contains("valid until  2026-12-23");
        Result tooLong = run("generate", "--cic", "cic2", "--days", "4000");
        Result none = run("generate", "--cic", "cic2", "--days", "0");

        assertThat(tooLong.code()).isEqualTo(2);
        assertThat(tooLong.err()).contains("--days: 4000 (expected: at most 3650, because the CA ends on 2036-11-20)");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--days: 0 (expected: at least 1)");
        assertThat(folders()).containsExactly("ca", "cic1");
    }

    @Test
    void withoutDaysAnOldCaGivesWhatItHas() throws Exception {
        haveCaThatEndsIn(Duration.ofDays(50));

        assertThat(run("generate", "--cic", "cic1").out()).contains("valid until  2027-01-12");
    }

    @Test
    void anExpiredCaMakesNothing() throws Exception {
        haveCaThatEndsIn(Duration.ofDays(-1));

        Result result = run("generate", "--cic", "cic1");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("ended on 2026-11-22 (expected: a valid CA;");
        assertThat(folders()).containsExactly("ca");
    }

    @Test
    void wrongUseIsExplained() throws Exception {
        haveCa();

        assertThat(cli.run("certs")).satisfies(result -> {
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("Missing required subcommand");
        });
        assertThat(run("generate").err()).contains("nobody to make a certificate for (expected: at least one --member");
        assertThat(run("generate", "--cic", "cic1", "--localhost").err())
                .contains("--localhost and --address say how members are reached (expected: at least one --member)");
        assertThat(cli.run("certs", "generate", "--member", "sa1").err())
                .contains("Missing required option: '--root=DIR'");
        assertThat(folders()).containsExactly("ca");
    }

    private Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("certs", command, "--root", root.toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(new String[0]));
    }

    private void haveCa() throws IOException {
        Path folder = Files.createDirectories(CertificateAuthority.folder(root));
        for (String file : List.of("ca.pem", "ca.key")) {
            Files.copy(caFolder.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void haveCaThatEndsIn(Duration time) throws Exception {
        CertificateAuthority.create(
                        "Old", InstantSource.fixed(TestCli.NOW.plus(time).minus(Validity.AUTHORITY)))
                .save(root, PASSPHRASE.toCharArray());
    }

    private PeerIdentity identity(String name) throws Exception {
        return PeerIdentity.of(certificate(name));
    }

    private X509Certificate certificate(String name) throws Exception {
        return KeyMaterial.read(root.resolve(name)).certificate();
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
