package org.statusaggregator.cli;

import io.grpc.inprocess.InProcessChannelBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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

    private final String id = UUID.randomUUID().toString();
    private final Connector connector = (host, certificates) ->
            InProcessChannelBuilder.forName(id + host.name()).directExecutor().build();

    TestCli() {
        sa1 = new FakeNode(id + "sa1");
        sa2 = new FakeNode(id + "sa2");
    }

    Result run(String... arguments) {
        return run(connector, arguments);
    }

    Result run(Connector with, String... arguments) {
        Environment environment =
                new Environment(variables, Clock.fixed(NOW, ZoneOffset.UTC), Terminal.of(variables, false), "");
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
