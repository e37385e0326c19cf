package org.statusaggregator.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.connector.simulate.LdifPeople;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.connector.simulate.Slice;

/** The users of a CIC server out of a directory export, and a word about those who cannot be. */
final class DirectoryUsers {
    private static final int NAMED = 5;

    private DirectoryUsers() {}

    static List<Person> of(Path file, Slice slice, @Nullable Integer most, Report report) throws IOException {
        LdifPeople directory = LdifPeople.read(file);
        tellSkipped(file, directory.skipped(), report);
        List<Person> mine = slice.of(directory.people());
        if (mine.isEmpty()) {
            throw SourceOptions.usage(file + ": " + directory.people().size() + " people with uid and mail, and slice "
                    + slice + " has none of them (expected: at least 1)");
        }
        if (most != null && most > mine.size()) {
            report.remark(file + ": " + mine.size() + " people in slice " + slice + ", not the " + most + " asked for");
        }
        return most == null || most > mine.size() ? mine : mine.subList(0, most);
    }

    private static void tellSkipped(Path file, List<LdifPeople.Skipped> skipped, Report report) {
        if (!skipped.isEmpty()) {
            String named = skipped.stream()
                    .limit(NAMED)
                    .map(entry -> entry.dn() + " (" + entry.reason() + ")")
                    .collect(Collectors.joining("; "));
            String further = skipped.size() > NAMED ? "; and " + (skipped.size() - NAMED) + " more" : "";
            report.remark(file + ": left out " + skipped.size() + " people: " + named + further);
        }
    }
}
