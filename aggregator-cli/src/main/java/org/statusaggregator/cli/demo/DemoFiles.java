package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import org.statusaggregator.cli.processes.NodeFiles;

/** The files that a demo needs: certificates, a configuration file for each node, variables for the shell. */
final class DemoFiles {
    private static final String CLUSTER = "demo";

    private final DemoFolder folder;
    private final DemoPlan plan;

    DemoFiles(DemoFolder folder, DemoPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** The certificates. */
    void writeCertificates(InstantSource clock) throws IOException, GeneralSecurityException {
        nodeFiles().writeCertificates(plan.cicServers(), clock);
    }

    /** The nodes' configuration, which names the directory. */
    void writeConfigurations(DemoDirectory directory) throws IOException {
        nodeFiles().writeConfigurations(node -> directory.configuration() + plan.pageConfiguration(node));
    }

    private NodeFiles nodeFiles() {
        return new NodeFiles(folder.run(), CLUSTER, plan.nodes());
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
                export AGGREGATOR_PAGE=%s
                export PATH=%s:"$PATH"
                """
                        .formatted(
                                folder.variables(),
                                folder.run().certificates(),
                                CLUSTER,
                                forShell(plan.hostsFrom(0)),
                                forShell(folder.run()
                                        .certificates(NodeFiles.ADMIN)
                                        .toString()),
                                forShell(plan.page(plan.nodes().get(0))),
                                forShell(home.resolve("bin").toString())));
    }

    private static String forShell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
