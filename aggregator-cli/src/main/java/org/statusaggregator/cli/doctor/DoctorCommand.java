package org.statusaggregator.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.v1.Checkup;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.GetClusterRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator doctor}: asks every node how it is, and lays the answers beside each other. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at every host: reachable, replicated, version, clock, and how long its certificate and its CAs last.",
            "Exit code 3 when something is found; what, stands on the error stream, one sentence each."
        })
public final class DoctorCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public DoctorCommand(Environment environment, Connector connector) {
        this.environment = environment;
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        List<Checkup> checkups = new ArrayList<>();
        @Nullable CommandFailure refused = null;
        @Nullable CommandFailure last = null;
        for (Host host : connection.hosts().hosts()) {
            try {
                checkups.add(ask(host));
            } catch (CommandFailure e) {
                last = e;
                refused = e.exitCode() == ExitCode.REFUSED ? e : refused;
                checkups.add(Diagnosis.unreachable(host.toString(), e.sentence()));
            }
        }
        if (last != null && checkups.stream().noneMatch(Checkup::getReachable)) {
            throw refused == null ? last : refused;
        }
        List<Checkup> compared = Diagnosis.compared(checkups);
        output.list(table(), compared);
        for (Checkup checkup : compared) {
            checkup.getProblemsList().forEach(problem -> output.remark(checkup.getHost() + ": " + problem));
        }
        return compared.stream().allMatch(checkup -> checkup.getProblemsList().isEmpty())
                ? ExitCode.OK
                : ExitCode.DEGRADED;
    }

    private Checkup ask(Host host) {
        try (ClusterConnection node = connection.open(host)) {
            // The first answer takes a handshake; the clock is read between the second question and its answer.
            Cluster unused = node.admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
            Instant asked = environment.clock().instant();
            Cluster told = node.admin(admin -> admin.getCluster(GetClusterRequest.getDefaultInstance()));
            return Diagnosis.of(
                    host.toString(), told, asked, environment.clock().instant());
        }
    }

    private Listing<Checkup> table() {
        return new Listing<>(Checkup.getDefaultInstance(), "No hosts.")
                .text("HOST", Checkup::getHost)
                .text("NODE", Checkup::getNode)
                .text(
                        "STATE",
                        checkup -> checkup.getReachable() ? checkup.getState().name() : "NO ANSWER",
                        checkup -> checkup.getProblemsList().isEmpty() ? Tone.GOOD : Tone.WARNING)
                .wideText("MEMBERS", checkup -> String.join(", ", checkup.getMembersList()))
                .text(
                        "CERTIFICATE",
                        checkup -> checkup.hasCertificateUntil() ? left(checkup.getCertificateUntil()) : "")
                .text("CA", checkup -> checkup.hasAuthoritiesUntil() ? left(checkup.getAuthoritiesUntil()) : "")
                .wideText(
                        "REVOKED LIST",
                        checkup -> checkup.hasRevocationsFrom() ? date(checkup.getRevocationsFrom()) : "")
                .text("CLOCK", DoctorCommand::clock)
                .wideText("VERSION", Checkup::getVersion)
                .number("PROBLEMS", Checkup::getProblemsCount);
    }

    private String left(com.google.protobuf.Timestamp until) {
        return Duration.between(environment.clock().instant(), Instant.ofEpochSecond(until.getSeconds()))
                        .toDays()
                + " days";
    }

    private static String date(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds()).toString();
    }

    private static String clock(Checkup checkup) {
        long millis = checkup.getClockDifferenceMillis();
        return !checkup.getReachable() ? "" : millis == 0 ? "agrees" : (millis > 0 ? "+" : "") + millis + " ms";
    }
}
