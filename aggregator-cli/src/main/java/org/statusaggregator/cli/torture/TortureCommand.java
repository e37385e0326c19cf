package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.SafeText;
import org.statusaggregator.cli.processes.Distribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aggregator torture}: whether the promises hold while nodes, links and CIC servers fail. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a cluster of its own, lets a seeded schedule of faults loose on it under load, and judges every answer and every watch message.",
            "Exit code 0 only when every promise held; the last line is the verdict. Cuts need network namespaces (Linux, root)."
        },
        footer = {
            "",
            "Examples:",
            "  aggregator torture --minutes 10",
            "  aggregator torture --faults split,freeze-node --episodes 20 --seed 42",
            "What is promised, and how it is judged: docs/promises.md."
        })
public final class TortureCommand implements Callable<ExitCode> {
    private final Environment environment;
    private final Connector connector;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "no further episode begins after N minutes (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--episodes", paramLabel = "N", defaultValue = "1000000", description = "end after N episodes")
    private int episodes;

    @Option(names = "--seed", paramLabel = "S", description = "gives the faults and all changes (default: the time)")
    private @Nullable Long seed;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "nodes (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--cic",
            paramLabel = "N",
            defaultValue = "3",
            description = "CIC servers (default: ${DEFAULT-VALUE})")
    private int cicServers;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "150",
            description = "users of each CIC server (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "3",
            description = "watches that move to another node when theirs fails (default: ${DEFAULT-VALUE})")
    private int readers;

    @Option(
            names = "--longest",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "of a cut or a freeze (default: ${DEFAULT-VALUE})")
    private Duration longest = Duration.ofSeconds(60);

    @Option(
            names = "--faults",
            paramLabel = "A,B",
            split = ",",
            description = "only these: ${COMPLETION-CANDIDATES}",
            completionCandidates = FaultNames.class)
    private List<String> faults = List.of();

    @Option(names = "--keep", description = "keep logs and history also when every promise held")
    private boolean keep;

    @Spec
    private @Nullable CommandSpec command;

    /** The command in these surroundings. */
    public TortureCommand(Environment environment, Connector connector) {
        this.environment = environment;
        this.connector = connector;
    }

    /** The names of the faults. */
    static final class FaultNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        FaultNames() {
            super(Stream.of(Fault.values()).map(Fault::label).toList());
        }
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException, InterruptedException {
        between("--minutes", minutes, 1, 100_000);
        between("--episodes", episodes, 1, 1_000_000);
        between("--nodes", nodes, 2, 9);
        between("--cic", cicServers, 1, 50);
        between("--users", users, 3, 100_000);
        between("--readers", readers, 1, 100);
        between("--longest", (int) longest.toSeconds(), 1, 3_600);
        long chosen = seed == null ? environment.clock().millis() : seed;
        boolean cuts = Namespaces.areAllowed(new SplittableRandom());
        List<Fault> wanted = wanted();
        List<Fault> possible =
                wanted.stream().filter(fault -> isPossible(fault, cuts)).toList();
        List<String> left = wanted.stream()
                .filter(fault -> !possible.contains(fault))
                .map(Fault::label)
                .toList();
        if (possible.isEmpty()) {
            say("not run: this machine does not allow " + left + " (expected: Linux, ip, the rights of root)");
            return ExitCode.FAILED;
        }
        if (!left.isEmpty()) {
            say("left out, because this machine does not allow it: " + left);
        }
        TorturePlan plan = new TorturePlan(
                chosen,
                Duration.ofMinutes(minutes),
                episodes,
                nodes,
                cicServers,
                users,
                readers,
                Duration.ofSeconds(5),
                longest,
                possible);
        say("seed " + chosen + ", " + nodes + " nodes, faults "
                + possible.stream().map(Fault::label).toList());
        return run(plan, cuts, left);
    }

    private ExitCode run(TorturePlan plan, boolean cuts, List<String> left)
            throws IOException, GeneralSecurityException, InterruptedException {
        Lab.Tools tools = new Lab.Tools(Distribution.of(environment), connector, environment.clock());
        Path folder = Files.createTempDirectory("aggregator-torture-");
        Network network = cuts ? Namespaces.make(plan.nodes(), new SplittableRandom()) : Loopback.of(plan.nodes());
        List<String> names = IntStream.rangeClosed(1, plan.cicServers())
                .mapToObj(i -> "cic" + i)
                .toList();
        boolean good = false;
        try (History history = History.in(folder.resolve("history.log"));
                Lab lab = Lab.prepare(network, folder, names, tools, history)) {
            Thread stop = new Thread(() -> closeQuietly(lab), "torture-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try (Torture torture = new Torture(plan, lab, history, this::say)) {
                torture.run();
                good = verdict(plan, torture, left);
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        } finally {
            if (good && !keep) {
                delete(folder);
            } else {
                say("history and logs: " + folder);
            }
        }
        return good ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Prints what was measured and, as the last line, whether every promise held. */
    private boolean verdict(TorturePlan plan, Torture torture, List<String> left) {
        int count = torture.figures().episodes().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        torture.figures()
                .episodes()
                .forEach((fault, times) -> print(
                        times + " x " + fault.label() + ": " + torture.figures().text(fault)));
        if (!torture.figures().returns().isEmpty()) {
            print("while killed nodes came back: " + torture.figures().returns());
        }
        if (!torture.figures().clearances().isEmpty()) {
            print("users of dead CIC servers logged off after: "
                    + torture.figures().clearances());
        }
        print(torture.acknowledged() + " changes acknowledged, " + torture.received() + " rows received");
        Violations violations = torture.violations();
        violations.first().forEach(violation -> print(violation.promise() + ": " + violation.sentence()));
        String seed = " (seed " + plan.seed() + ", " + count + " episodes"
                + (left.isEmpty() ? ")" : ", left out: " + String.join(", ", left) + ")");
        if (violations.isEmpty()) {
            print("VERDICT: every promise held" + seed);
        } else {
            violations
                    .counts()
                    .forEach((promise, times) -> print(times + " x broken: " + promise + ", " + promise.sentence()));
            print("VERDICT: broken" + seed);
        }
        return violations.isEmpty();
    }

    private List<Fault> wanted() {
        if (faults.isEmpty()) {
            return List.of(Fault.values());
        }
        List<Fault> chosen = new ArrayList<>();
        for (String name : faults) {
            chosen.add(Stream.of(Fault.values())
                    .filter(fault -> fault.label().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec().commandLine(),
                            "--faults: \"" + name + "\" (expected: some of "
                                    + Arrays.stream(Fault.values())
                                            .map(Fault::label)
                                            .toList() + ")")));
        }
        return chosen;
    }

    private static boolean isPossible(Fault fault, boolean cuts) {
        boolean unix = !System.getProperty("os.name", "").startsWith("Windows");
        return switch (fault.needs()) {
            case NOTHING -> true;
            case SIGNALS -> unix;
            case NETWORK -> cuts;
        };
    }

    private void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec().commandLine(),
                    option + " is " + value + " (expected: between " + least + " and " + most + ")");
        }
    }

    private void closeQuietly(Lab lab) {
        try {
            lab.close();
        } catch (IOException e) {
            say("not everything could be removed: " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    private void print(String line) {
        spec().commandLine().getOut().println(SafeText.of(line));
        spec().commandLine().getOut().flush();
    }

    private void say(String line) {
        spec().commandLine().getErr().println(SafeText.of(line));
        spec().commandLine().getErr().flush();
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
