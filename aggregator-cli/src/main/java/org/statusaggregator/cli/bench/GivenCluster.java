package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.statusaggregator.cli.connection.CertificateFolder;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/**
 * Nodes that run already. Others may publish there too, so watchers ask for the CIC servers of this run.
 *
 * @param all the hosts
 * @param watchers certificate folder of the watchers
 * @param publishers certificates by CIC server
 */
record GivenCluster(ServerList all, Path watchers, Map<String, KeyMaterial> publishers) implements BenchCluster {
    /**
     * The cluster behind these hosts.
     *
     * @param folder has a certificate folder for each CIC server
     * @param most so many CIC servers, the first ones by name
     * @throws CommandFailure if there are fewer
     */
    static GivenCluster of(ServerList all, Path watchers, Path folder, int most, Clock clock) throws IOException {
        Map<String, KeyMaterial> publishers = new TreeMap<>();
        for (Path candidate : folders(folder)) {
            if (Files.exists(candidate.resolve(KeyMaterial.CERTIFICATE_FILE)) && publishers.size() < most) {
                KeyMaterial keys = CertificateFolder.read(candidate, clock);
                PeerIdentity identity = identity(candidate, keys);
                if (identity.role() == Role.CIC) {
                    publishers.put(identity.name(), keys);
                }
            }
        }
        if (publishers.size() < most) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--cic " + most + ", but " + folder + " holds the certificates of " + publishers.size()
                            + " CIC servers (expected: a folder for each, as made by 'aggregator certs generate --cic NAME')");
        }
        return new GivenCluster(all, watchers, publishers);
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--cic-certs " + folder
                            + " is no folder (expected: one with a certificate folder for each CIC server)");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static PeerIdentity identity(Path folder, KeyMaterial keys) {
        try {
            return PeerIdentity.of(keys.certificate());
        } catch (BadIdentityException e) {
            throw new CommandFailure(ExitCode.USAGE, folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ServerList hosts(int first) {
        List<Host> hosts = new ArrayList<>(all.hosts());
        Collections.rotate(hosts, -first);
        return new ServerList(hosts);
    }

    @Override
    public List<String> cicServers() {
        return List.copyOf(publishers.keySet());
    }

    @Override
    public KeyMaterial publisher(String cicServer) {
        KeyMaterial keys = publishers.get(cicServer);
        if (keys == null) {
            throw new IllegalArgumentException(cicServer + " (expected: one of " + publishers.keySet() + ")");
        }
        return keys;
    }

    @Override
    public StatusFilter everything() {
        return new StatusFilter(Set.of(), publishers.keySet());
    }

    @Override
    public List<Child> nodes() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing was started.
    }
}
