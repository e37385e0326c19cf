package org.statusaggregator.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import org.statusaggregator.cli.output.SafeText;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.StartUp;

/** Says on the error stream how a run goes; to a terminal only, but for what should not happen. */
final class BenchVoice implements StartUp.Voice {
    private final PrintWriter err;
    private final boolean interactive;

    BenchVoice(PrintWriter err, boolean interactive) {
        this.err = err;
        this.interactive = interactive;
    }

    @Override
    public synchronized void progress(String sentence) {
        if (interactive) {
            say(sentence);
        }
    }

    @Override
    public synchronized void died(Child child) {
        progress(child.name() + " (pid " + child.pid() + ") ended with code "
                + child.process().exitValue());
    }

    @Override
    public synchronized void lastLines(Child child) throws IOException {
        child.lastLines().forEach(line -> say(child.name() + ": " + line));
    }

    synchronized void say(String sentence) {
        err.println(SafeText.of(sentence));
        err.flush();
    }
}
