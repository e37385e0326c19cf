package org.statusaggregator.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.connector.simulate.BadChangesException;
import org.statusaggregator.connector.simulate.ChangeFile;
import org.statusaggregator.connector.simulate.ChangeSource;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.connector.simulate.Recording;
import org.statusaggregator.connector.simulate.Simulation;
import org.statusaggregator.connector.simulate.SimulationSettings;
import org.statusaggregator.connector.simulate.Slice;
import org.statusaggregator.core.tls.PeerIdentity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say who the users are and what happens to them. */
final class SourceOptions {
    private static final int MOST_USERS = 1_000_000;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "so many invented users; with --users-from at most so many of that directory's")
    private @Nullable Integer users;

    @Option(
            names = "--users-from",
            paramLabel = "LDIF",
            description = "users are the people of this directory export who have uid and mail")
    private @Nullable Path directory;

    @Option(
            names = "--slice",
            paramLabel = "I/N",
            converter = SliceConverter.class,
            description = "only the I-th of N equal parts of the directory, so that N CIC servers share it")
    private @Nullable Slice slice;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "replay the changes in this file (JSON lines) instead of a simulated day")
    private @Nullable Path file;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "write down what is published, in the form that --from reads")
    private @Nullable Path record;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "changes a second of all users together at speed 1 (default: one of each user a minute)")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "another seed gives other people and another day (default: 1)")
    private @Nullable Long seed;

    /** Refuses combinations that make no sense. */
    void check() {
        if (file == null && users == null && directory == null) {
            throw usage("nobody to simulate (expected: --users N, --users-from LDIF or --from FILE)");
        }
        if (file != null) {
            refuseWithFile("--users", users);
            refuseWithFile("--users-from", directory);
            refuseWithFile("--rate", rate);
            refuseWithFile("--seed", seed);
        }
        if (slice != null && directory == null) {
            throw usage("--slice " + slice + " without --users-from (expected: a directory to take a part of)");
        }
        if (users != null && (users < 1 || users > MOST_USERS)) {
            throw usage("--users " + users + " (expected: 1 to " + MOST_USERS + ")");
        }
    }

    /** What will happen; nothing of it has been applied. Everything that can be wrong with the files is found here. */
    ChangeSource open(String server, PeerIdentity identity, Clock clock, Report report) {
        try {
            ChangeSource source = file != null ? replay(file, identity, report) : simulation(server, clock, report);
            return record == null ? source : new Recording(source, record);
        } catch (BadChangesException e) {
            if (e.problems().size() > 1) {
                e.problems().forEach(report::remark);
            }
            throw usage(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw usage(FileFailure.sentence(e), e);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()), e);
        }
    }

    private ChangeSource replay(Path from, PeerIdentity identity, Report report) throws IOException {
        if (record != null && Files.exists(record) && Files.isSameFile(from, record)) {
            throw usage("--record " + record + " is the file of --from (expected: another one)");
        }
        ChangeFile checked = ChangeFile.check(from, Set.copyOf(identity.names()));
        report.remark(from + ": " + checked.changes() + " changes, every line checked");
        return checked.open();
    }

    private ChangeSource simulation(String server, Clock clock, Report report) throws IOException {
        long chosenSeed = seed == null ? 1 : seed;
        List<Person> people = directory == null
                ? GeneratedPeople.of(server, chosenSeed, users == null ? 0 : users)
                : DirectoryUsers.of(directory, slice == null ? Slice.ALL : slice, users, report);
        double changes = rate == null ? SimulationSettings.defaultRate(people.size()) : rate;
        return new Simulation(new SimulationSettings(server, chosenSeed, clock.instant(), changes), people);
    }

    private static void refuseWithFile(String option, @Nullable Object value) {
        if (value != null) {
            throw usage(option + " " + value
                    + " together with --from (expected: one of them; the file says who changes when)");
        }
    }

    static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence);
    }

    private static CommandFailure usage(String sentence, Exception cause) {
        return new CommandFailure(ExitCode.USAGE, sentence, cause);
    }

    /** {@code 2/3} on the command line. */
    static final class SliceConverter implements ITypeConverter<Slice> {
        @Override
        public Slice convert(String text) {
            try {
                return Slice.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
