package org.statusaggregator.cli.bench;

import java.nio.file.Path;
import java.util.List;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.KeyMaterial;

/** The nodes that are measured. */
interface BenchCluster extends AutoCloseable {
    /** The hosts, every one in turn the first. */
    ServerList hosts(int first);

    /** Names of the CIC servers that publish. */
    List<String> cicServers();

    /** The certificate of a CIC server. */
    KeyMaterial publisher(String cicServer);

    /** The certificate folder of the watchers. */
    Path watchers();

    /** What a watcher of everything asks for. */
    default StatusFilter everything() {
        return StatusFilter.ALL;
    }

    /** The nodes' processes, in the order of the hosts; empty if they are not ours. */
    List<Child> nodes();

    /** Ends what was started. */
    @Override
    void close();
}
