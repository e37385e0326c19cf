package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.Role;

/** The files that a demo needs: certificates, a configuration file for each node, variables for the shell. */
final class DemoFiles {
    /** The admin whose certificate folder the variables name. */
    static final String ADMIN = "admin";

    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final String PASSPHRASE = "demo";

    private final DemoFolder folder;
    private final DemoPlan plan;

    DemoFiles(DemoFolder folder, DemoPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    void writeCertificates(InstantSource clock) throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.create("Demo", clock);
        authority.save(folder.certificates(), PASSPHRASE.toCharArray());
        for (DemoPlan.Node node : plan.nodes()) {
            write(authority, CertificateProfile.of(Role.MEMBER, node.name()).withLocalhost());
        }
        for (String cicServer : plan.cicServers()) {
            write(authority, CertificateProfile.of(Role.CIC, cicServer));
        }
        write(authority, CertificateProfile.of(Role.ADMIN, ADMIN));
    }

    private void write(CertificateAuthority authority, CertificateProfile profile)
            throws IOException, GeneralSecurityException {
        new ServerBundle(authority.issue(profile.validFor(VALIDITY)))
                .write(folder.certificates(profile.name()), IfExists.REFUSE);
    }

    void writeConfiguration(DemoPlan.Node node) throws IOException {
        Path file = folder.configuration(node.name());
        Files.createDirectories(file.getParent());
        Files.createDirectories(folder.logs(node.name()));
        String members = plan.nodes().stream()
                .map(member -> quoted(member.memberAddress()))
                .collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(
                file,
                """
                # Written by "aggregator demo".
                status-aggregator {
                  node { name = %s }
                  certificates { directory = %s }
                  grpc { address = "127.0.0.1", port = %d, advertised-host = %s }
                  cluster { name = "demo", address = "127.0.0.1", port = %d, members = %s }
                  storage { directory = "data" }
                  log { directory = %s }
                }
                """
                        .formatted(
                                quoted(node.name()),
                                quoted(folder.certificates(node.name()).toString()),
                                node.port(),
                                quoted(node.host()),
                                node.memberPort(),
                                members,
                                quoted(folder.logs(node.name()).toString())));
    }

    /** The variables that make the commands talk to this demo. */
    void writeVariables(Path home) throws IOException {
        Files.writeString(
                folder.variables(),
                """
                # Use it: . %s
                # More certificates: aggregator certs generate --root %s (the passphrase of this demo's CA is "%s")
                export AGGREGATOR_HOSTS=%s
                export AGGREGATOR_CERTS=%s
                export PATH=%s:"$PATH"
                """
                        .formatted(
                                folder.variables(),
                                folder.certificates(),
                                PASSPHRASE,
                                forShell(plan.hostsFrom(0)),
                                forShell(folder.certificates(ADMIN).toString()),
                                forShell(home.resolve("bin").toString())));
    }

    /** A HOCON string; HOCON's escapes are JSON's. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String forShell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
