package org.statusaggregator.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.limits.Limits;
import org.statusaggregator.node.signin.SignInSource;

/**
 * The configuration of a node, checked. Keys and meanings: {@code reference.conf}.
 *
 * @param name the node's name
 * @param certificates the certificate folder
 * @param grpc where clients call
 * @param cluster the links between nodes
 * @param session limits and times of sessions
 * @param limits what one peer may take
 * @param contacts where contact lists come from
 * @param signIn where people sign in; null = nowhere
 * @param web the directory page, REST and server-sent events; null = off
 * @param metrics where numbers about the node are read; null = nowhere
 * @param drain how long clients have to go elsewhere at a stop
 * @param storage what is kept on this machine's disk
 * @param logs the folder for logs
 */
public record NodeConfig(
        String name,
        Path certificates,
        Grpc grpc,
        Cluster cluster,
        Session session,
        Limits limits,
        ContactsConfig contacts,
        @Nullable SignInSource signIn,
        @Nullable WebConfig web,
        @Nullable Metrics metrics,
        Duration drain,
        Storage storage,
        Path logs) {
    /**
     * Where clients call.
     *
     * @param address local address
     * @param port 0 = any free one
     * @param advertisedHost "host" or "host:port" as clients reach it
     */
    public record Grpc(String address, int port, String advertisedHost) {}

    /**
     * The links between nodes.
     *
     * @param name of the cluster
     * @param address local address
     * @param port local port
     * @param members "host:port" of each
     * @param silence after which a node is gone
     */
    public record Cluster(String name, String address, int port, List<String> members, Duration silence) {}

    /**
     * Sessions.
     *
     * @param leaseTime default
     * @param keepAlive longest pause between two calls of an idle publisher
     * @param maxBatchSize most statuses in one batch
     */
    public record Session(Duration leaseTime, Duration keepAlive, int maxBatchSize) {}

    /**
     * Where numbers about the node are read.
     *
     * @param address local address
     * @param port 0 = any free one
     */
    public record Metrics(String address, int port) {}

    /**
     * What is kept on this machine's disk.
     *
     * @param enabled whether anything is
     * @param folder for this node alone
     */
    public record Storage(boolean enabled, Path folder) {}
}
