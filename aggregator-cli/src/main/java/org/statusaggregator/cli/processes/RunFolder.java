package org.statusaggregator.cli.processes;

import java.nio.file.Path;

/**
 * Where the files of a run stand.
 *
 * @param root the folder of the run
 */
public record RunFolder(Path root) {
    /** The certificate authority, and a folder for each holder of a certificate. */
    public Path certificates() {
        return root.resolve("certs");
    }

    /** The certificate folder of a node, CIC server or admin. */
    public Path certificates(String name) {
        return certificates().resolve(name);
    }

    /** A node's configuration file. */
    public Path configuration(String node) {
        return root.resolve("nodes").resolve(node).resolve("node.conf");
    }

    /** The log files of a process. */
    public Path logs(String name) {
        return root.resolve("logs").resolve(name);
    }
}
