package org.statusaggregator.node.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few kilobytes in memory. Needs the right to mount; without it the test is skipped, loudly. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int kilobytes) {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
        if (!mounted) {
            System.err.println(
                    "**** SKIPPED: a full or read-only disk was NOT tested: this user may not mount a tmpfs ****");
        }
        Assumptions.assumeTrue(mounted, "the right to mount a tmpfs");
        return new SmallDisk(folder);
    }

    /** Gives it another size. */
    void resize(int kilobytes) {
        require(run("mount", "-o", "remount,size=" + kilobytes + "k", folder.toString()));
    }

    void readOnly(boolean readOnly) {
        require(run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", folder.toString()));
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("remounting failed");
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }
}
