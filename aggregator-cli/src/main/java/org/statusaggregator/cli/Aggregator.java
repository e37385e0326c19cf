package org.statusaggregator.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import org.statusaggregator.cli.bench.BenchCommand;
import org.statusaggregator.cli.certs.CertsCommand;
import org.statusaggregator.cli.certs.GenerateCommand;
import org.statusaggregator.cli.certs.ImportCommand;
import org.statusaggregator.cli.certs.InitCommand;
import org.statusaggregator.cli.certs.InspectCommand;
import org.statusaggregator.cli.certs.NeedsRenewalCommand;
import org.statusaggregator.cli.certs.RenewCommand;
import org.statusaggregator.cli.certs.RevokeCommand;
import org.statusaggregator.cli.certs.VerifyCommand;
import org.statusaggregator.cli.cic.CicCommand;
import org.statusaggregator.cli.cluster.ClusterCommand;
import org.statusaggregator.cli.cluster.DigestCommand;
import org.statusaggregator.cli.cluster.MembersCommand;
import org.statusaggregator.cli.cluster.StatusCommand;
import org.statusaggregator.cli.config.CheckCommand;
import org.statusaggregator.cli.config.ConfigCommand;
import org.statusaggregator.cli.connection.Connector;
import org.statusaggregator.cli.connection.TlsConnector;
import org.statusaggregator.cli.contacts.ContactsCommand;
import org.statusaggregator.cli.contacts.ListsCommand;
import org.statusaggregator.cli.contacts.PollCommand;
import org.statusaggregator.cli.contacts.SearchCommand;
import org.statusaggregator.cli.demo.DemoCommand;
import org.statusaggregator.cli.doctor.DoctorCommand;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.Terminal;
import org.statusaggregator.cli.simulate.SimulateCommand;
import org.statusaggregator.cli.torture.TortureCommand;
import org.statusaggregator.cli.users.UnlistedCommand;
import org.statusaggregator.cli.users.UsersCommand;
import org.statusaggregator.cli.users.WatchCommand;
import org.statusaggregator.cli.watches.WatchesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The {@code aggregator} command: everything but the service itself. */
@Command(
        name = "aggregator",
        mixinStandardHelpOptions = true,
        description = "Shows and runs Status Aggregator: who is available right now, on all CIC servers.",
        footer = {
            "",
            "Commands that ask a cluster need --hosts \"sa1;sa2\" and --certs DIR, or the variables AGGREGATOR_HOSTS and AGGREGATOR_CERTS.",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 degraded, 4 unreachable, 5 refused, 6 not found."
        })
public final class Aggregator {
    private Aggregator() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Environment environment = new Environment(
                System.getenv(),
                Clock.system(ZoneId.systemDefault()),
                Terminal.of(System.getenv(), isTerminal()),
                System.getProperty("aggregator.home", ""));
        CommandLine command = commandLine(environment, new TlsConnector(environment.clock()))
                .setOut(writer(FileDescriptor.out))
                .setErr(writer(FileDescriptor.err));
        System.exit(command.execute(arguments));
    }

    /** Straight to the stream: System.out would hide that a pipe was closed, and may not know every letter of a name. */
    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)), true);
    }

    /** The whole command tree in these surroundings. */
    static CommandLine commandLine(Environment environment, Connector connector) {
        CommandLine root = new CommandLine(new Aggregator());
        root.addSubcommand(new CommandLine(new ClusterCommand())
                .addSubcommand(new StatusCommand(environment, connector))
                .addSubcommand(new MembersCommand(environment, connector))
                .addSubcommand(new DigestCommand(environment, connector)));
        root.addSubcommand(new CommandLine(new CicCommand())
                .addSubcommand(new org.statusaggregator.cli.cic.ListCommand(environment, connector))
                .addSubcommand(new org.statusaggregator.cli.cic.ShowCommand(environment, connector)));
        root.addSubcommand(new CommandLine(new UsersCommand())
                .addSubcommand(new org.statusaggregator.cli.users.ListCommand(environment, connector))
                .addSubcommand(new org.statusaggregator.cli.users.GetCommand(environment, connector))
                .addSubcommand(new WatchCommand(environment, connector))
                .addSubcommand(new UnlistedCommand(environment, connector)));
        root.addSubcommand(new CommandLine(new ContactsCommand())
                .addSubcommand(new ListsCommand(environment, connector))
                .addSubcommand(new SearchCommand(environment, connector))
                .addSubcommand(new PollCommand(environment, connector))
                .addSubcommand(new org.statusaggregator.cli.contacts.StatusCommand(environment, connector)));
        root.addSubcommand(new CommandLine(new WatchesCommand())
                .addSubcommand(new org.statusaggregator.cli.watches.ListCommand(environment, connector)));
        root.addSubcommand(new CommandLine(new CertsCommand())
                .addSubcommand(new InitCommand(environment))
                .addSubcommand(new GenerateCommand(environment))
                .addSubcommand(new ImportCommand(environment))
                .addSubcommand(new org.statusaggregator.cli.certs.ListCommand(environment))
                .addSubcommand(new InspectCommand(environment))
                .addSubcommand(new VerifyCommand(environment))
                .addSubcommand(new RenewCommand(environment))
                .addSubcommand(new NeedsRenewalCommand(environment))
                .addSubcommand(new RevokeCommand(environment)));
        root.addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new CheckCommand(environment)));
        root.addSubcommand(new DemoCommand(environment, connector));
        root.addSubcommand(new SimulateCommand(environment, connector));
        root.addSubcommand(new BenchCommand(environment, connector));
        root.addSubcommand(new TortureCommand(environment, connector));
        root.addSubcommand(new DoctorCommand(environment, connector));
        root.addSubcommand(new CompletionCommand());
        return configured(root, environment.terminal());
    }

    private static CommandLine configured(CommandLine root, Terminal terminal) {
        Failures failures = new Failures();
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpWidth(Math.min(terminal.width(), 120));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        root.setParameterExceptionHandler(failures);
        root.setExecutionExceptionHandler(failures);
        root.setExecutionStrategy(Aggregator::run);
        useVersion(root, new Version());
        return root;
    }

    private static void useVersion(CommandLine command, Version version) {
        command.getCommandSpec().versionProvider(version);
        command.getSubcommands().values().forEach(sub -> useVersion(sub, version));
    }

    private static int run(ParseResult parsed) {
        int code = new RunLast().execute(parsed);
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        Object result = last.commandSpec().commandLine().getExecutionResult();
        return result instanceof ExitCode answer ? answer.number() : code;
    }

    /** The launcher knows; a JDK from 22 on has a console even without a terminal. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("aggregator.terminal");
    }
}
