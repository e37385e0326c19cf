package org.statusaggregator.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.Role;

/**
 * The files that nodes need: certificates of a CA of their own, and a configuration file each.
 *
 * @param folder where they stand
 * @param cluster name of the cluster, also of the CA
 * @param nodes of the cluster
 */
public record NodeFiles(RunFolder folder, String cluster, List<LocalNode> nodes) {
    /** The admin's certificate folder. */
    public static final String ADMIN = "admin";

    private static final Duration VALIDITY = Duration.ofDays(90);

    /** Copies the list. */
    public NodeFiles {
        nodes = List.copyOf(nodes);
    }

    /** Makes the CA and the certificates of the nodes, these CIC servers and the admin. The passphrase of the CA's key is the cluster's name. */
    public void writeCertificates(List<String> cicServers, InstantSource clock)
            throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.create(cluster, clock);
        authority.save(folder.certificates(), cluster.toCharArray());
        for (LocalNode node : nodes) {
            write(
                    authority,
                    CertificateProfile.of(Role.MEMBER, node.name())
                            .withLocalhost()
                            .withAddress(CertificateProfile.address(node.bindAddress()))
                            .withAddress(CertificateProfile.address(node.memberHost())));
        }
        for (String cicServer : cicServers) {
            write(authority, CertificateProfile.of(Role.CIC, cicServer));
        }
        write(authority, CertificateProfile.of(Role.ADMIN, ADMIN));
    }

    private void write(CertificateAuthority authority, CertificateProfile profile)
            throws IOException, GeneralSecurityException {
        new ServerBundle(authority.issue(profile.validFor(VALIDITY)))
                .write(folder.certificates(profile.name()), IfExists.REFUSE);
    }

    /**
     * Writes the configuration file of each node.
     *
     * @param more stands at its end
     */
    public void writeConfigurations(String more) throws IOException {
        writeConfigurations(node -> more);
    }

    /** The same with more that differs from node to node. */
    public void writeConfigurations(Function<LocalNode, String> more) throws IOException {
        for (LocalNode node : nodes) {
            writeConfiguration(node, more.apply(node));
        }
    }

    private void writeConfiguration(LocalNode node, String more) throws IOException {
        Path file = folder.configuration(node.name());
        Files.createDirectories(file.getParent());
        Files.createDirectories(folder.logs(node.name()));
        String members = nodes.stream()
                .map(member -> quoted(member.memberAddress()))
                .collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(
                file,
                """
                # Written by "aggregator %s".
                status-aggregator {
                  node { name = %s }
                  certificates { directory = %s }
                  grpc { address = %s, port = %d, advertised-host = %s }
                  cluster { name = %s, address = %s, port = %d, members = %s }
                  storage { directory = "data" }
                  log { directory = %s }
                }
                %s"""
                        .formatted(
                                cluster,
                                quoted(node.name()),
                                quoted(folder.certificates(node.name()).toString()),
                                quoted(node.bindAddress()),
                                node.port(),
                                quoted(node.clientAddress()),
                                quoted(cluster),
                                quoted(node.memberHost()),
                                node.memberPort(),
                                members,
                                quoted(folder.logs(node.name()).toString()),
                                more));
    }

    /** A HOCON string; HOCON's escapes are JSON's. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
