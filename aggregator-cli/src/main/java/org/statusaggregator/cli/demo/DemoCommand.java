package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.Distribution;
import org.statusaggregator.cli.processes.LocalNode;
import org.statusaggregator.cli.processes.Members;
import org.statusaggregator.cli.processes.NodeFiles;
import org.statusaggregator.cli.processes.Ports;
import org.statusaggregator.cli.processes.StartUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aggregator demo}: one command, real processes, real certificates. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs aggregator nodes and simulated CIC servers on this machine, until it is stopped.",
        footer = {
            "",
            "When all is up it writes DIR/env.sh (variables for the other commands) and then DIR/ready.",
            "Ctrl-C, --for or the end of the terminal stops everything it started."
        })
public final class DemoCommand implements Callable<ExitCode> {
    private static final String OPTIONS = "AGGREGATOR_OPTS";
    private static final int MOST_NODES = 9;
    private static final int MOST_CIC_SERVERS = 50;
    private static final int MOST_USERS = 100_000;

    private final Environment environment;
    private final Connector connector;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "folder for certificates, configuration, data and logs (default: ${DEFAULT-VALUE})")
    private Path dir = Path.of("demo");

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "stop this long after all is up (default: never)")
    private @Nullable Duration time;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "150",
            description = "users of each CIC server (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "2",
            description = "aggregator nodes (default: ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--cic",
            paramLabel = "N",
            defaultValue = "3",
            description = "simulated CIC servers (default: ${DEFAULT-VALUE})")
    private int cicServers;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "port of the first node, the others' follow (default: free ones)")
    private @Nullable Integer port;

    @Option(
            names = "--member-port",
            paramLabel = "PORT",
            description = "port of the first node for the other nodes, theirs follow (default: free ones)")
    private @Nullable Integer memberPort;

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            description = "port of the first node's directory page, the others' follow (default: free ones)")
    private @Nullable Integer pagePort;

    @Spec
    private @Nullable CommandSpec command;

    /** The command in these surroundings. */
    public DemoCommand(Environment environment, Connector connector) {
        this.environment = environment;
        this.connector = connector;
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException, InterruptedException {
        check("--users", users, MOST_USERS);
        check("--nodes", nodes, MOST_NODES);
        check("--cic", cicServers, MOST_CIC_SERVERS);
        Distribution distribution = Distribution.of(environment);
        DemoVoice voice = new DemoVoice(
                spec().commandLine().getOut(), spec().commandLine().getErr(), environment);
        try (DemoFolder folder = DemoFolder.claim(dir)) {
            DemoPlan plan = plan();
            voice.progress("making certificates and configuration in " + folder.root());
            DemoFiles files = new DemoFiles(folder, plan);
            files.writeCertificates(environment.clock());
            try (DemoDirectory directory = DemoDirectory.start(plan, folder)) {
                files.writeConfigurations(directory);
                run(distribution, voice, folder, plan, directory);
            }
        }
        return ExitCode.OK;
    }

    private void run(
            Distribution distribution, DemoVoice voice, DemoFolder folder, DemoPlan plan, DemoDirectory directory)
            throws IOException, InterruptedException {
        Members members = new Members(plan.nodes(), connector, folder.run().certificates(NodeFiles.ADMIN));
        StartUp startUp = new StartUp(folder.run(), variables(), voice);
        Readiness readiness = new Readiness(plan, directory.people(), members);
        Demo demo = new Demo(plan, folder.run(), distribution, readiness, startUp);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, folder), "demo-stop"));
        try {
            demo.start();
            new DemoFiles(folder, plan).writeVariables(distribution.home());
            List<Child> children = demo.processes().children();
            announce(folder, children);
            voice.ready(plan, folder, directory, children);
            stay(voice);
        } finally {
            demo.processes().close();
        }
    }

    /** When this process is told to end: SIGINT, SIGTERM, SIGHUP. After an ordinary end there is nothing left to do. */
    private static void stop(Demo demo, DemoFolder folder) {
        demo.processes().close();
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stay(DemoVoice voice) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        if (time == null) {
            voice.untilStopped();
            never.await();
        } else if (never.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** One line for each process: name, pid, folder of its logs; tabs between. Appears whole or not at all. */
    private static void announce(DemoFolder folder, List<Child> children) throws IOException {
        String lines = children.stream()
                .map(child -> child.name() + "\t" + child.pid() + "\t" + child.logs() + "\n")
                .collect(Collectors.joining());
        Path unfinished = folder.root().resolve("ready.new");
        Files.writeString(unfinished, lines);
        Files.move(unfinished, folder.ready(), StandardCopyOption.ATOMIC_MOVE);
    }

    private DemoPlan plan() throws IOException {
        List<Integer> free = Ports.free(3 * nodes);
        List<Integer> ports = port == null ? free.subList(0, nodes) : Ports.from(port, nodes);
        List<Integer> memberPorts = memberPort == null ? free.subList(nodes, 2 * nodes) : Ports.from(memberPort, nodes);
        List<Integer> pagePorts = pagePort == null ? free.subList(2 * nodes, 3 * nodes) : Ports.from(pagePort, nodes);
        return DemoPlan.of(LocalNode.of(ports, memberPorts), pagePorts, cicServers, users);
    }

    /** Simulated CIC servers have little to do, and share the machine with everything else. */
    private Map<String, String> variables() {
        return environment.variables().containsKey(OPTIONS)
                ? Map.of()
                : Map.of(OPTIONS, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec().commandLine(), option + " is " + value + " (expected: between 1 and " + most + ")");
        }
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("started without its command line");
        }
        return command;
    }
}
