package org.statusaggregator.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.CertificateFolder;
import org.statusaggregator.cli.connection.ConnectionOptions;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.connector.simulate.ChangeSource;
import org.statusaggregator.connector.simulate.Speed;
import org.statusaggregator.connector.simulate.StoppableTime;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerIdentity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code aggregator simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "A CIC server that is not there: its users log on, take calls, write up, have lunch, meet and go home.",
            "Runs until Ctrl-C, SIGTERM or --for, then closes its session in order. Needs the certificate of a CIC server."
        },
        footer = {
            "",
            "Example: aggregator simulate --server cic1 --users 150 --hosts \"sa1;sa2\" --certs certs/cic1",
            "A line of a file for --from:",
            "  {\"at\":\"2026-11-23T09:00:00Z\",\"userId\":\"ann\",\"email\":\"ann@example.com\",\"statusKey\":\"Available\","
                    + "\"logonServer\":\"cic1\"}"
        })
public final class SimulateCommand implements Callable<ExitCode> {
    private static final Duration RATES_FOR_PEOPLE = Duration.ofSeconds(10);
    private static final Duration RATES_IN_A_PIPE = Duration.ofMinutes(1);

    private final Environment environment;
    private final Publishers publishers;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "NAME",
            description = "the CIC server's name; the certificate must be for it")
    private String server = "";

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            defaultValue = "1",
            converter = SpeedConverter.class,
            description = "seconds of the day in one second, or max: as fast as the cluster confirms (default: 1)")
    private Speed speed = Speed.NORMAL;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "end so long after its users are published; a replay stays connected until then")
    private @Nullable Duration length;

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Mixin
    private final ConnectionOptions connection;

    @Spec
    private @Nullable CommandSpec command;

    /** The command in these surroundings. */
    public SimulateCommand(Environment environment, Connector connector) {
        this(environment, connector, new ClientPublishers());
    }

    SimulateCommand(Environment environment, Connector connector, Publishers publishers) {
        this.environment = environment;
        this.publishers = publishers;
        this.connection = new ConnectionOptions(environment, connector);
    }

    @Override
    public ExitCode call() throws IOException, InterruptedException {
        source.check();
        ServerList hosts = connection.hosts();
        Path folder = connection.certificates();
        KeyMaterial keys = CertificateFolder.read(folder, environment.clock());
        PeerIdentity identity = CicCertificate.check(keys, folder, server);
        Report report = report();
        StoppableTime time = new StoppableTime();
        // The shutdown is closed last: until then the process waits, so that a recording is whole.
        try (Shutdown shutdown = new Shutdown(time);
                KeyRing ring = CertificateFolder.follow(folder, environment.clock());
                ChangeSource changes = source.open(server, identity, environment.clock(), report)) {
            shutdown.install();
            SessionLog log = new SessionLog(server, report, time);
            Publisher publisher = publishers.open(hosts, ring, log);
            return new ServerRun(settings(), log, time).run(publisher, changes);
        }
    }

    private ServerRun.Settings settings() {
        Duration patience =
                connection.timeout().multipliedBy(connection.hosts().hosts().size());
        Duration rates = environment.terminal().interactive() ? RATES_FOR_PEOPLE : RATES_IN_A_PIPE;
        return new ServerRun.Settings(speed, patience, length, rates);
    }

    private Report report() {
        if (command == null) {
            throw new IllegalStateException("the command line has not been parsed");
        }
        CommandLine line = command.commandLine();
        return new Report(server, line.getOut(), line.getErr(), connection.verbose());
    }

    /** {@code 10} or {@code max} on the command line. */
    static final class SpeedConverter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            try {
                return Speed.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
