package org.statusaggregator.cli.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.Member;
import org.statusaggregator.v1.StorageState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator cluster status}: is every change held twice? */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Whether the cluster is healthy; exit code 3 when it is degraded.")
public final class StatusCommand implements Callable<ExitCode> {
    private static final Listing<Cluster> CARD = new Listing<>(Cluster.getDefaultInstance(), "")
            .text("State", StatusCommand::state, StatusCommand::tone)
            .text("Members", StatusCommand::members)
            .text("CIC servers", cluster -> cluster.getLiveCicServers() + " live of " + cluster.getCicServers())
            .text("Users", cluster -> Long.toString(cluster.getUsers()))
            .text("Answered by", Cluster::getAnsweredBy)
            .text("Its disk", StatusCommand::storage, StatusCommand::storageTone);

    /** From when on the end of a node's certificate is worth a warning. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Environment environment;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public StatusCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        try (ClusterConnection nodes = connection.open()) {
            Cluster cluster = nodes.admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
            output.one(CARD, cluster);
            warnOfTheEnd(cluster);
            return cluster.getState() == ClusterState.HEALTHY ? ExitCode.OK : ExitCode.DEGRADED;
        }
    }

    private void warnOfTheEnd(Cluster cluster) {
        if (!cluster.hasCertificate()) {
            return;
        }
        Instant end =
                Instant.ofEpochSecond(cluster.getCertificate().getNotAfter().getSeconds());
        Duration left = Duration.between(environment.clock().instant(), end);
        if (left.compareTo(SOON) < 0) {
            output.remark("the certificate of " + cluster.getAnsweredBy() + " ends in " + left.toDays() + " days, at "
                    + end + ": have it renewed (aggregator certs renew)");
        }
    }

    private static String state(Cluster cluster) {
        return cluster.getReason().isEmpty()
                ? cluster.getState().name()
                : cluster.getState().name() + ": " + cluster.getReason();
    }

    private static Tone tone(Cluster cluster) {
        return cluster.getState() == ClusterState.HEALTHY ? Tone.GOOD : Tone.WARNING;
    }

    private static String storage(Cluster cluster) {
        return switch (cluster.getStorage()) {
            case STORAGE_OFF -> "OFF: stores nothing";
            case STORAGE_WRITING -> "WRITING";
            case STORAGE_FAILING -> "FAILING: " + cluster.getStorageProblem();
            default -> "";
        };
    }

    private static Tone storageTone(Cluster cluster) {
        return cluster.getStorage() == StorageState.STORAGE_FAILING ? Tone.WARNING : Tone.PLAIN;
    }

    private static String members(Cluster cluster) {
        return cluster.getMembersList().stream().map(Member::getName).collect(Collectors.joining(", "));
    }
}
