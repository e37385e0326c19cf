package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A change file that is not fit to be replayed; nothing of it was. The message names the first bad line. */
public final class BadChangesException extends IOException {
    private final List<String> problems;
    private final long further;

    BadChangesException(Path file, List<String> problems, long further) {
        super(file + ", " + problems.get(0) + others(problems.size() + further - 1)
                + "; nothing of the file was applied");
        this.problems = List.copyOf(problems);
        this.further = further;
    }

    /** The first bad lines, each with its number, field, value and what was expected. */
    public List<String> problems() {
        return problems;
    }

    /** How many more there are. */
    public long further() {
        return further;
    }

    private static String others(long others) {
        return others == 0 ? "" : " (and " + others + " more)";
    }
}
