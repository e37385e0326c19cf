package org.statusaggregator.cli.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.connection.ClusterConnection;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.Listing;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.cli.output.Tone;
import org.statusaggregator.v1.ListCopiesRequest;
import org.statusaggregator.v1.ListCopiesResponse;
import org.statusaggregator.v1.RosterCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aggregator cluster digest}: do all nodes hold the same? Each knows its own copies only, so every host is asked. */
@Command(
        name = "digest",
        mixinStandardHelpOptions = true,
        description = {
            "What each host holds of each CIC server, as digests: the owner's copy, its backup, and what each node shows.",
            "Exit code 3 when they differ or a host did not answer. While statuses change, copies that are asked one after another differ for a moment."
        })
public final class DigestCommand implements Callable<ExitCode> {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public DigestCommand(Environment environment, Connector connector) {
        connection = new ConnectionOptions(environment, connector);
        output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() {
        List<String> missing = new ArrayList<>();
        List<RosterCopy> held = new ArrayList<>();
        int asked;
        try (ClusterConnection nodes = connection.open()) {
            List<ListCopiesResponse> answers =
                    nodes.everyAdmin(admin -> admin.listCopies(ListCopiesRequest.getDefaultInstance()), missing::add);
            answers.forEach(answer -> held.addAll(answer.getCopiesList()));
            asked = answers.size();
        }
        held.sort(Comparator.comparing(RosterCopy::getCicServer)
                .thenComparing(RosterCopy::getKind)
                .thenComparing(RosterCopy::getNode));
        Copies copies = new Copies(asked, held);
        output.list(table(copies), held);
        missing.forEach(sentence -> output.remark("its copies are missing here: " + sentence));
        List<String> differences = missing.isEmpty() ? copies.differences() : List.of();
        differences.forEach(output::remark);
        return missing.isEmpty() && differences.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
    }

    private static Listing<RosterCopy> table(Copies copies) {
        return new Listing<>(RosterCopy.getDefaultInstance(), "No CIC server is known.")
                .text("CIC SERVER", RosterCopy::getCicServer)
                .text("COPY", Copies::kind)
                .text("NODE", RosterCopy::getNode)
                .text("VERSION", copy -> copy.getEpoch() + "." + copy.getSequence())
                .number("BATCH", RosterCopy::getBatchNumber)
                .number("USERS", RosterCopy::getUsers)
                .text("ROWS", RosterCopy::getRowsDigest, copy -> copies.agrees(copy) ? Tone.PLAIN : Tone.WARNING)
                .wideText("STATE", RosterCopy::getStateDigest);
    }
}
