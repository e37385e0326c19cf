package org.statusaggregator.it.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of other people that tests start. */
public final class Tool {
    private static final long SECONDS = 180;
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/usr/lib/ldap", "/usr/local/sbin");

    private Tool() {}

    /** Without the program the tests of a class are skipped, and that is said loudly; where CI is set they fail. */
    public static void require(String program, String packages) {
        if (exists(program)) {
            return;
        }
        String missing = program + " is not installed (Debian: apt-get install " + packages + ")";
        assertThat(System.getenv("CI")).as("CI never skips: " + missing).isNull();
        skip(missing);
    }

    /** Only root may do what the tests of a class do. */
    static void requireRoot(String why) {
        if (!"root".equals(System.getProperty("user.name"))) {
            assertThat(System.getenv("CI")).as("CI never skips: " + why).isNull();
            skip(why);
        }
    }

    private static void skip(String why) {
        System.err.println("\n!!!! SKIPPED: " + why + "\n");
        Assumptions.abort(why);
    }

    static boolean exists(String program) {
        return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static String path(String program) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse(program);
    }

    /** Runs a program to its end, which must be a good one. Returns what it printed. */
    static String run(Path output, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(Arrays.toString(command) + " did not end within " + SECONDS + " s");
            }
            String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(process.exitValue())
                    .as(String.join(" ", command) + "\n" + printed)
                    .isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
