package org.statusaggregator.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.statusaggregator.cli.output.Figures;
import org.statusaggregator.cli.output.Tone;

/** What a run found; a figure that was not measured is empty, and not shown. */
final class BenchResult {
    double seconds;
    long acknowledged;
    long deliveries;
    long skipped;
    long conflated;
    double loadSeconds;
    Latencies ack = new Latencies();
    Latencies arrival = new Latencies();
    Latencies lateness = new Latencies();
    double watchersStartMs;
    OptionalDouble snapshotMs = OptionalDouble.empty();
    OptionalDouble resumeMs = OptionalDouble.empty();
    OptionalDouble longestSilenceMs = OptionalDouble.empty();
    OptionalDouble heapBytesPerUser = OptionalDouble.empty();
    double clientCpuSeconds;
    final List<NodeFigures> nodes = new ArrayList<>();
    Judge.Verdict verdict = new Judge.Verdict(0, 0, 0);
    boolean killed;

    /** What one node used. */
    record NodeFigures(String name, OptionalDouble cpuSeconds, OptionalDouble peakRssMb) {}

    /** All figures in the order in which people read them. */
    Figures figures() {
        Figures figures = new Figures()
                .number("seconds", "Measured", seconds, 1, "s")
                .number("acknowledgedPerSecond", "Acknowledged", acknowledged / seconds, 0, "changes/s")
                .number("deliveriesPerSecond", "Delivered", deliveries / seconds, 0, "rows/s")
                .number("conflatedPerSecond", "Overtaken before sending", conflated / loadSeconds, 0, "changes/s")
                .number("skippedPerSecond", "Overtaken before delivery", skipped / seconds, 0, "rows/s");
        latencies(figures, "ack", "Publish to acknowledgement", ack);
        latencies(figures, "arrival", "Publish to arrival", arrival);
        if (!lateness.isEmpty()) {
            figures.number("paceLateP50Ms", "Changes made late by, p50", lateness.millis(50), 3, "ms")
                    .number("paceLateP99Ms", "Changes made late by, p99", lateness.millis(99), 3, "ms");
        }
        figures.number("watchersStartMs", "All watchers at the start", watchersStartMs, 0, "ms");
        figures.number("snapshotMs", "Snapshot", snapshotMs, 1, "ms");
        figures.number("resumeMs", "Resume", resumeMs, 1, "ms");
        figures.number("longestSilenceMs", "Longest silence", longestSilenceMs, 0, "ms");
        nodes(figures);
        figures.number("clientCpuSeconds", "CPU of this process", clientCpuSeconds, 2, "s");
        figures.number("heapBytesPerUser", "Live heap of a user on a node", heapBytesPerUser, 0, "bytes");
        count(figures, "wrong", "Wrong rows", verdict.wrong());
        count(figures, "missing", "Missing rows", verdict.missing());
        if (killed) {
            count(figures, "acknowledgedLost", "Acknowledged and lost", verdict.lost());
        }
        return figures;
    }

    private void nodes(Figures figures) {
        if (nodes.isEmpty()) {
            return;
        }
        OptionalDouble peak = nodes.stream()
                .flatMap(node -> node.peakRssMb().stream().boxed())
                .mapToDouble(Double::doubleValue)
                .max();
        if (nodes.stream().allMatch(node -> node.cpuSeconds().isPresent())) {
            double all = nodes.stream()
                    .mapToDouble(node -> node.cpuSeconds().orElse(0))
                    .sum();
            figures.number("nodeCpuSeconds", "CPU of the nodes", all, 2, "s");
        }
        figures.number("nodePeakRssMb", "Peak memory of a node", peak, 0, "MiB");
        figures.each(
                "nodes",
                "Nodes",
                nodes.stream()
                        .map(node -> {
                            Figures own = new Figures().text("name", "", node.name());
                            own.number("cpuSeconds", "CPU", node.cpuSeconds(), 2, "s");
                            own.number("peakRssMb", "peak", node.peakRssMb(), 0, "MiB");
                            return own;
                        })
                        .toList());
    }

    private static void latencies(Figures figures, String key, String label, Latencies latencies) {
        if (!latencies.isEmpty()) {
            figures.number(key + "P50Ms", label + ", p50", latencies.millis(50), 3, "ms")
                    .number(key + "P99Ms", label + ", p99", latencies.millis(99), 3, "ms")
                    .number(key + "P999Ms", label + ", p99.9", latencies.millis(99.9), 3, "ms")
                    .number(key + "MaxMs", label + ", max", latencies.maxMillis(), 3, "ms");
        }
    }

    private static void count(Figures figures, String key, String label, long count) {
        figures.count(key, label, count, count == 0 ? Tone.GOOD : Tone.BAD);
    }
}
