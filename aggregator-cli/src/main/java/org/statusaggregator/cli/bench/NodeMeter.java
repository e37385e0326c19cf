package org.statusaggregator.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.statusaggregator.cli.processes.Child;

/** What nodes use while it is measured. A node that is killed meanwhile counts to its end. */
final class NodeMeter {
    private final List<Reading> readings;

    /** One node. */
    private static final class Reading {
        final Child node;
        OptionalDouble cpuBefore = OptionalDouble.empty();
        OptionalDouble cpuAfter = OptionalDouble.empty();
        OptionalDouble peakRssMb = OptionalDouble.empty();

        Reading(Child node) {
            this.node = node;
        }

        OptionalDouble cpu() {
            return NodeUsage.cpuSeconds(node.process().toHandle());
        }

        /** Keeps the last reading when the node is gone. */
        void read() {
            OptionalDouble cpu = cpu();
            cpuAfter = cpu.isPresent() ? cpu : cpuAfter;
            OptionalDouble peak = NodeUsage.peakRssMb(node);
            peakRssMb = peak.isPresent() ? peak : peakRssMb;
        }

        BenchResult.NodeFigures figures() {
            OptionalDouble used = cpuBefore.isPresent() && cpuAfter.isPresent()
                    ? OptionalDouble.of(cpuAfter.getAsDouble() - cpuBefore.getAsDouble())
                    : OptionalDouble.empty();
            return new BenchResult.NodeFigures(node.name(), used, peakRssMb);
        }
    }

    NodeMeter(List<Child> nodes) {
        readings = nodes.stream().map(Reading::new).toList();
    }

    /** The measured time begins. */
    void begin() {
        readings.forEach(reading -> reading.cpuBefore = reading.cpu());
    }

    /** Reads all nodes that live: before one is killed, and when the measured time ends. */
    void read() {
        readings.forEach(Reading::read);
    }

    List<BenchResult.NodeFigures> figures() {
        List<BenchResult.NodeFigures> figures = new ArrayList<>();
        readings.forEach(reading -> figures.add(reading.figures()));
        return figures;
    }
}
