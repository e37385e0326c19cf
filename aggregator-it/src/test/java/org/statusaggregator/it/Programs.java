package org.statusaggregator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the programs of the distribution, and others, as real processes. */
final class Programs {
    private Programs() {}

    /** What a process printed on both streams, and how it ended. */
    record Result(int exitCode, String output) {}

    /** A launcher of the distribution that the build assembled. */
    static Path launcher(String name) {
        String home = System.getProperty("aggregator.home");
        if (home == null) {
            throw new IllegalStateException("aggregator.home is not set (expected: the folder of the distribution)");
        }
        Path launcher =
                Path.of(home).toAbsolutePath().normalize().resolve("bin").resolve(name);
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException(launcher + " is no program (expected: build the module deploy first)");
        }
        return launcher;
    }

    /** A process that prints into a file. What the developer's shell sets for our programs is not passed on. */
    static ProcessBuilder prepare(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("AGGREGATOR_"));
        return builder;
    }

    /** Runs {@code aggregator} with these arguments to its end; what it prints stands in the file meanwhile. */
    static Result aggregator(Path output, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher("aggregator").toString()));
        command.addAll(arguments);
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(prepare(command, output), output, Duration.ofSeconds(90));
    }

    /** Runs a process to its end, which is killed if it takes longer than {@code patience}. */
    static Result run(ProcessBuilder builder, Path output, Duration patience) {
        try {
            Process process = builder.start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        builder.command() + " did not end within " + patience + ", it printed: " + text(output));
            }
            return new Result(process.exitValue(), text(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The text of a file; empty if there is none. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
