package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.BadProfileException;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CompanyCa;
import org.statusaggregator.core.pki.WrongPassphraseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggregator certs init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Makes the private CA of a site in ROOT/ca. Once for each site; all its certificates come from it.")
public final class InitCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "folder for all the certificates")
    private Path root = Path.of("");

    @Option(
            names = "--name",
            defaultValue = "Private",
            paramLabel = "TEXT",
            description = "whose CA it is, such as \"Example Corp\" (default: ${DEFAULT-VALUE})")
    private String name = "";

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            description =
                    "takes over a CA that exists: its certificate, then those above it, the self-signed one last (PEM)")
    private @Nullable Path caCertificate;

    @Option(
            names = "--ca-key",
            paramLabel = "FILE",
            description = "the key of that CA, under the same passphrase or not encrypted (PEM)")
    private @Nullable Path caKey;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "CAs that the servers shall trust too, such as the one that this one follows (PEM)")
    private @Nullable Path trust;

    @Mixin
    private final PassphraseOptions passphraseOptions;

    /** The command in these surroundings. */
    public InitCommand(Environment environment) {
        this(environment, PassphrasePrompt.of(environment));
    }

    InitCommand(Environment environment, PassphrasePrompt prompt) {
        this.environment = environment;
        this.passphraseOptions = new PassphraseOptions(environment, prompt);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        // Before anybody thinks up a passphrase for nothing.
        if (Files.exists(CertificateAuthority.folder(root), LinkOption.NOFOLLOW_LINKS)) {
            throw exists();
        }
        CertificateAuthority ca = caCertificate == null ? create() : null;
        if ((caCertificate == null) != (caKey == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--ca-certificate and --ca-key belong together (expected: both or none)");
        }
        char[] passphrase = passphraseOptions.chosen();
        try {
            ca = ca == null ? takeOver(passphrase) : ca;
            if (trust != null) {
                ca = ca.alsoTrusting(CompanyCa.certificates(trust));
            }
            ca.save(root, passphrase);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } finally {
            Arrays.fill(passphrase, ' ');
        }
        report(ca);
        return ExitCode.OK;
    }

    private CertificateAuthority create() throws GeneralSecurityException {
        try {
            return CertificateAuthority.create(name, environment.clock());
        } catch (BadProfileException e) {
            throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
        }
    }

    private CertificateAuthority takeOver(char[] passphrase) throws IOException, GeneralSecurityException {
        Path certificate = Objects.requireNonNull(caCertificate);
        try {
            return CompanyCa.read(certificate, Objects.requireNonNull(caKey), passphrase, environment.clock());
        } catch (WrongPassphraseException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        }
    }

    private CommandFailure exists() {
        return new CommandFailure(
                ExitCode.REFUSED,
                CertificateAuthority.folder(root)
                        + " exists already (expected: a root without CA; a CA is never overwritten, because every"
                        + " certificate that it made would be worthless)");
    }

    private void report(CertificateAuthority ca) {
        Path folder = CertificateAuthority.folder(root);
        PrintWriter out = spec.commandLine().getOut();
        out.println((caCertificate == null ? "Made the private CA \"" : "Took over the CA \"")
                + Texts.commonName(ca.certificate()) + "\":");
        out.println("  certificate  " + folder.resolve("ca.pem"));
        out.println("  key          " + folder.resolve("ca.key") + ", under your passphrase");
        out.println("  valid until  " + Texts.lastDay(ca.certificate(), environment));
        if (ca.trusted().size() > 1) {
            out.println("  trusted too  "
                    + String.join(
                            ", ",
                            ca.trusted().stream().skip(1).map(Texts::commonName).toList()));
        }
        out.println();
        out.println(
                "Keep a copy of " + folder + " and the passphrase in a safe place: without them every server needs a");
        out.println("new certificate. The CA's key belongs on no server.");
        out.println();
        out.println(
                "Next: aggregator certs generate --root " + root + " --member sa1 --member sa2 --cic cic1 --admin YOU");
        out.flush();
    }
}
