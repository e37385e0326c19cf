package org.statusaggregator.connector.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recorded day: one JSON object a line, in order of {@code at}, each with a user's whole status since then, or with {@code removed}. It
 * is read twice, first to check every line, so that a file with a mistake is refused whole. Both times line by line: a day may be large.
 */
public final class ChangeFile {
    private static final int PROBLEMS_SHOWN = 10;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Path file;
    private final Set<String> logonServers;
    private final long changes;

    private ChangeFile(Path file, Set<String> logonServers, long changes) {
        this.file = file;
        this.logonServers = Set.copyOf(logonServers);
        this.changes = changes;
    }

    /**
     * Checks a file.
     *
     * @param file a file in UTF-8; empty lines are passed over
     * @param logonServers where a user may be logged on, in any case of letters; "" is always allowed
     * @throws BadChangesException if a line is no change; names the first bad lines
     * @throws IOException if it cannot be read
     */
    public static ChangeFile check(Path file, Set<String> logonServers) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file (expected: a regular file, because it is read twice)");
        }
        Check check = new Check();
        try (ChangeLines lines = new ChangeLines(file, new ChangeParser(logonServers))) {
            check.all(lines);
        }
        if (check.changes == 0 && check.problems.isEmpty()) {
            check.problem("line 1: absent (expected: at least one change)");
        }
        if (!check.problems.isEmpty()) {
            throw new BadChangesException(file, check.problems, check.further);
        }
        return new ChangeFile(file, logonServers, check.changes);
    }

    /** How many changes it holds. */
    public long changes() {
        return changes;
    }

    /**
     * The day from its start. What the file says of its first instant is the initial status of everybody. The times in the statuses stay as
     * recorded.
     */
    public ChangeSource open() throws IOException {
        return new ChangeReplay(new ChangeLines(file, new ChangeParser(logonServers)));
    }

    /** One walk over all lines. */
    private static final class Check {
        private final List<String> problems = new ArrayList<>();
        private long further;
        private long changes;
        private @Nullable Instant first;
        private Instant last = Instant.MIN;

        void all(ChangeLines lines) throws IOException {
            while (true) {
                try {
                    Change change = lines.next();
                    if (change == null) {
                        return;
                    }
                    changes++;
                    time(change.at());
                } catch (BadLineException e) {
                    problem("line " + lines.number() + ": " + e.getMessage());
                }
            }
        }

        private void time(Instant at) throws BadLineException {
            Instant begin = first == null ? at : first;
            first = begin;
            if (at.isBefore(last)) {
                throw new BadLineException(ChangeFields.AT, at.toString(), "not before the line above, " + last);
            }
            if (Duration.between(begin, at).compareTo(LONGEST) > 0) {
                throw new BadLineException(
                        ChangeFields.AT, at.toString(), "within 366 days of the first line, " + begin);
            }
            last = at;
        }

        private void problem(String problem) {
            if (problems.size() < PROBLEMS_SHOWN) {
                problems.add(problem);
            } else {
                further++;
            }
        }
    }
}
