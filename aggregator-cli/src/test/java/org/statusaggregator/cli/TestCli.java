package org.statusaggregator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.Terminal;
import picocli.CommandLine;

/** Runs commands in this process against fake nodes. */
final class TestCli implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** Exit code and what was printed. */
    record Result(int code, String out, String err) {}

    final Map<String, String> variables =
            new HashMap<>(Map.of("AGGREGATOR_HOSTS", "sa1;sa2", "AGGREGATOR_CERTS", "certs/admin"));
    final FakeNode sa1;
    final FakeNode sa2;
    String home = "";
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    private final String id = UUID.randomUUID().toString();
    final FakeConnector connector = new FakeConnector(host -> id + host);

    TestCli() {
        sa1 = new FakeNode(id + "sa1");
        sa2 = new FakeNode(id + "sa2");
    }

    Result run(String... arguments) {
        return run(connector, arguments);
    }

    /** Runs the demo; its nodes, whatever their ports, are the fake ones in turn. */
    Result demo(String... arguments) {
        AtomicInteger calls = new AtomicInteger();
        Connector alternating = new FakeConnector(host -> id + (calls.getAndIncrement() % 2 == 0 ? "sa1" : "sa2"));
        return run(
                alternating,
                Stream.concat(Stream.of("demo"), Stream.of(arguments)).toArray(String[]::new));
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    Result run(Connector with, String... arguments) {
        Environment environment = new Environment(variables, clock, Terminal.of(variables, false), home);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Aggregator.commandLine(environment, with)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = command.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        sa1.close();
        sa2.close();
    }
}
