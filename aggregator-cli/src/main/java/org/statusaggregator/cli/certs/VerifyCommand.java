package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.connection.ServerProbe;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.cli.output.SafeText;
import org.statusaggregator.core.client.BadServerListException;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.client.ServerList;
import org.statusaggregator.core.pki.CarriedFolder;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator certs verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Whether a certificate folder is good: key, chain, days, revocation, permissions.",
            "With --host, whether it and a running node accept each other."
        })
public final class VerifyCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FOLDER", description = "a certificate folder, or a program's store")
    private Path folder = Path.of("");

    @Option(names = "--host", paramLabel = "sa1[:PORT]", description = "a running node to shake hands with")
    private @Nullable String host;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "how long to wait for the node (default: ${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofSeconds(5);

    /** The command in these surroundings. */
    public VerifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public ExitCode call() {
        Host server = host == null ? null : parse(host);
        KeyMaterial keys = verifyFolder();
        if (server != null) {
            ServerProbe answer = ServerProbe.of(server, keys, timeout);
            say(server + " and this certificate accept each other: " + answer.protocol() + ", " + answer.cipherSuite());
            say("  it shows      " + answer.chain().get(0).getSubjectX500Principal());
            say("  serial number " + answer.chain().get(0).getSerialNumber().toString(16));
            say("  valid until   " + answer.chain().get(0).getNotAfter().toInstant());
        }
        return ExitCode.OK;
    }

    private KeyMaterial verifyFolder() {
        try {
            CarriedFolder checked =
                    CarriedFolder.check(folder, null, environment.clock().instant());
            PrivateFiles.refuseLaxPermissions(folder.resolve(KeyMaterial.KEY_FILE));
            KeyMaterial keys = checked.material();
            say(folder + " is good: " + Texts.kind(checked.holder().role()) + " "
                    + checked.holder().name() + ", until " + Texts.lastDay(keys.certificate(), environment)
                    + (keys.crls().isEmpty() ? "; no list of revoked certificates" : ""));
            return keys;
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, FileFailure.sentence(e), e);
        }
    }

    private static Host parse(String text) {
        try {
            return ServerList.parse(text).hosts().get(0);
        } catch (BadServerListException e) {
            throw new CommandFailure(ExitCode.USAGE, "--host: " + e.getMessage(), e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(SafeText.of(line));
        spec.commandLine().getOut().flush();
    }
}
