package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.tls.KeyMaterial;

/** A company's CA and one below it, made with openssl: for certificates that ours would never issue. */
final class OpensslCa {
    private final Path folder;
    private final Path root;
    private final Path issuing;

    OpensslCa(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        // Without the machine's own settings, which add extensions.
        Files.writeString(folder.resolve("openssl.cnf"), "[req]\ndistinguished_name = dn\n[dn]\n");
        this.root = ca("root", "/CN=Company Root");
        this.issuing = ca("issuing", "/CN=Company Issuing CA", "-CA", cert(root), "-CAkey", key(root));
    }

    /** The root's certificate. */
    Path root() {
        return root.resolve(KeyMaterial.CERTIFICATE_FILE);
    }

    /** A certificate by the root. */
    KeyMaterial byRoot(String name, String subject, String san) throws IOException {
        return leaf(name, subject, san, "-CA", cert(root), "-CAkey", key(root));
    }

    /** A certificate by the CA below the root, without that one's. */
    KeyMaterial byIssuing(String name, String subject, String san) throws IOException {
        return leaf(name, subject, san, "-CA", cert(issuing), "-CAkey", key(issuing));
    }

    /** A certificate that its holder has signed. */
    KeyMaterial selfSigned(String name, String subject, String san) throws IOException {
        return leaf(name, subject, san);
    }

    /** The same with the certificate of the CA below the root. */
    KeyMaterial withIntermediate(KeyMaterial material) {
        return new KeyMaterial(
                material.key(),
                List.of(material.certificate(), TestCertificates.read(issuing).certificate()),
                material.authorities());
    }

    private Path ca(String name, String subject, String... issuer) throws IOException {
        return make(
                name,
                subject,
                List.of("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"),
                issuer);
    }

    private KeyMaterial leaf(String name, String subject, String san, String... issuer) throws IOException {
        List<String> extensions = List.of(
                "basicConstraints=critical,CA:FALSE",
                "keyUsage=critical,digitalSignature",
                "extendedKeyUsage=serverAuth,clientAuth",
                "subjectAltName=" + san);
        return TestCertificates.read(make(name, subject, extensions, issuer));
    }

    private Path make(String name, String subject, List<String> extensions, String... issuer) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "ec", "-nodes"));
        command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2", "-subj", subject));
        command.addAll(List.of("-config", folder.resolve("openssl.cnf").toString()));
        command.addAll(List.of("-keyout", key(made), "-out", cert(made)));
        extensions.forEach(extension -> command.addAll(List.of("-addext", extension)));
        command.addAll(List.of(issuer));
        Path output = made.resolve("openssl.log");
        Programs.Result result = Programs.run(Programs.prepare(command, output), output, Duration.ofSeconds(60));
        assertThat(result.exitCode()).as(command + ": " + result.output()).isZero();
        Files.copy(
                made.resolve(KeyMaterial.CERTIFICATE_FILE),
                made.resolve(KeyMaterial.CA_FILE),
                StandardCopyOption.REPLACE_EXISTING);
        return made;
    }

    private static String cert(Path made) {
        return made.resolve(KeyMaterial.CERTIFICATE_FILE).toString();
    }

    private static String key(Path made) {
        return made.resolve(KeyMaterial.KEY_FILE).toString();
    }
}
