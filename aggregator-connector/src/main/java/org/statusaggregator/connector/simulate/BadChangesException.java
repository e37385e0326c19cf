package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A change file that is not fit to be replayed; nothing of it was. The message lists the first bad lines, one a line. */
public final class BadChangesException extends IOException {
    BadChangesException(Path file, List<String> problems, long further) {
        super(file + " is refused, and nothing of it was applied:\n  " + String.join("\n  ", problems)
                + (further > 0 ? "\n  and " + further + " more" : ""));
    }
}
