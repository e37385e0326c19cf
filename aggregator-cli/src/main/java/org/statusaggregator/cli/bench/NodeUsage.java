package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import org.statusaggregator.cli.processes.Child;

/** What a process has used, as the operating system counts it. */
final class NodeUsage {
    private static final String PEAK = "VmHWM:";

    private NodeUsage() {}

    /** Processor seconds of a process, all threads together; empty = the system does not tell, or the process is gone. */
    static OptionalDouble cpuSeconds(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .map(nanos -> OptionalDouble.of(nanos / 1e9))
                .orElse(OptionalDouble.empty());
    }

    /** The most resident memory that a process has had, in MiB; empty = the system does not tell. */
    static OptionalDouble peakRssMb(Child child) {
        Path status = Path.of("/proc", Long.toString(child.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
