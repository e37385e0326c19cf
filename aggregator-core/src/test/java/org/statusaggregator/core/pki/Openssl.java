package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The openssl command, as a second opinion about what we write. */
final class Openssl {
    private Openssl() {}

    /** Exit code and everything said. */
    record Answer(int exitCode, String text) {}

    /** Skips the test, loudly, where there is no openssl. */
    static void requireInstalled() {
        try {
            run("version");
        } catch (IOException e) {
            System.err.println("SKIPPED: no openssl command here, so nobody else has checked our certificates: " + e);
            Assumptions.abort("no openssl command");
        }
    }

    static Answer run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Answer(process.exitValue(), text);
    }
}
