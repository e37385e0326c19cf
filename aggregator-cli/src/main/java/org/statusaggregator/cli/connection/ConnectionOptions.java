package org.statusaggregator.cli.connection;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.core.client.BadServerListException;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which nodes a command talks to, and as whom. */
public final class ConnectionOptions {
    private static final String HOSTS = "AGGREGATOR_HOSTS";
    private static final String CERTIFICATES = "AGGREGATOR_CERTS";

    @Option(
            names = "--hosts",
            paramLabel = "\"sa1;sa2\"",
            description = "aggregator nodes, tried in this order (default: $" + HOSTS + ")")
    private @Nullable String hosts;

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description = "folder with certificate.pem, private.key and ca.pem: an admin's, to simulate a CIC server's"
                    + " (default: $" + CERTIFICATES + ")")
    private @Nullable String certificates;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "how long to wait for an answer of each host (default: ${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = {"-v", "--verbose"},
            description = "say which hosts were skipped, and why")
    private boolean verbose;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private final Environment environment;
    private final Connector connector;

    /** Options for a command in these surroundings. */
    public ConnectionOptions(Environment environment, Connector connector) {
        this.environment = environment;
        this.connector = connector;
    }

    /**
     * A connection for unary calls; nothing is sent before the first one.
     *
     * @throws ParameterException if hosts or certificates are not given, or are no host list and no path
     */
    public ClusterConnection open() {
        return open(hosts().hosts());
    }

    /** The same to this host and no other. */
    public ClusterConnection open(Host host) {
        return open(List.of(host));
    }

    private ClusterConnection open(List<Host> which) {
        Path folder = certificates();
        Consumer<String> skipped = verbose ? this::say : sentence -> {};
        return new ClusterConnection(which, host -> connector.open(host, folder), timeout, skipped);
    }

    /**
     * The hosts to try, in order; at least one.
     *
     * @throws ParameterException if none are given, or the text is no host list
     */
    public ServerList hosts() {
        String text = given(hosts, HOSTS, "hosts", "--hosts \"sa1;sa2\"");
        try {
            return ServerList.parse(text);
        } catch (BadServerListException e) {
            throw new ParameterException(spec().commandLine(), "--hosts: " + e.getMessage(), e);
        }
    }

    /**
     * The certificate folder.
     *
     * @throws ParameterException if none is given, or the text is no path
     */
    public Path certificates() {
        String text = given(certificates, CERTIFICATES, "certificate folder", "--certs DIR");
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ParameterException(spec().commandLine(), "certificate folder '" + text + "' is no path", e);
        }
    }

    /** How long to wait for an answer of each host. */
    public Duration timeout() {
        return timeout;
    }

    /** Whether skipped hosts and lost connections are to be told. */
    public boolean verbose() {
        return verbose;
    }

    private String given(@Nullable String option, String variable, String what, String how) {
        String text = option == null ? environment.variable(variable) : option;
        if (text.isBlank()) {
            throw new ParameterException(
                    spec().commandLine(),
                    "no " + what + " given (expected: " + how + ", or the variable " + variable + ")");
        }
        return text;
    }

    private void say(String sentence) {
        spec().commandLine().getErr().println(sentence);
        spec().commandLine().getErr().flush();
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("no command uses these options");
        }
        return command;
    }
}
