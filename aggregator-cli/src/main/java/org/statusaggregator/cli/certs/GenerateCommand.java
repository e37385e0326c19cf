package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.pki.Validity;
import org.statusaggregator.core.pki.WrongPassphraseException;
import org.statusaggregator.core.tls.KeyMaterial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aggregator certs generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Makes a folder below ROOT for every server and admin: key, certificate, the CA's certificate, import script.")
public final class GenerateCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "the folder that certs init was given")
    private Path root = Path.of("");

    @Mixin
    private final RequestedNames names = new RequestedNames();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "how long the certificates are valid (default: 730, but no longer than the CA)")
    private @Nullable Integer days;

    @Option(names = "--replace", description = "make new keys and certificates where there are some already")
    private boolean replace;

    @Mixin
    private final PassphraseOptions passphraseOptions;

    /** The command in these surroundings. */
    public GenerateCommand(Environment environment) {
        this(environment, PassphrasePrompt.of(environment));
    }

    GenerateCommand(Environment environment, PassphrasePrompt prompt) {
        this.environment = environment;
        this.passphraseOptions = new PassphraseOptions(environment, prompt);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        List<CertificateProfile> profiles = names.profiles();
        refuseBadDays();
        refuseTakenFolders(profiles);
        CertificateAuthority ca = open();
        Duration validity = validity(ca);
        List<KeyMaterial> made = new ArrayList<>();
        for (CertificateProfile profile : profiles) {
            made.add(ca.issue(profile.validFor(validity)));
        }
        GenerateReport report = new GenerateReport(spec.commandLine().getOut(), environment, root);
        for (int i = 0; i < made.size(); i++) {
            write(profiles.get(i), made.get(i));
            report.made(profiles.get(i), made.get(i));
        }
        report.next(profiles);
        return ExitCode.OK;
    }

    private IfExists ifExists() {
        return replace ? IfExists.REPLACE : IfExists.REFUSE;
    }

    private void refuseBadDays() {
        if (days != null && days < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--days: " + days + " (expected: at least 1)");
        }
    }

    private void refuseTakenFolders(List<CertificateProfile> profiles) throws IOException {
        List<String> taken = new ArrayList<>();
        for (CertificateProfile profile : profiles) {
            try {
                ServerBundle.check(root.resolve(profile.name()), ifExists());
            } catch (FileAlreadyExistsException e) {
                taken.add(taken(e));
            }
        }
        if (!taken.isEmpty()) {
            throw new CommandFailure(ExitCode.REFUSED, String.join("; ", taken));
        }
    }

    private String taken(FileAlreadyExistsException refusal) {
        return replace
                ? String.valueOf(refusal.getMessage())
                : refusal.getFile()
                        + " exists already (expected: no such folder; --replace puts a new certificate there)";
    }

    private CertificateAuthority open() throws IOException, GeneralSecurityException {
        if (!Files.isDirectory(CertificateAuthority.folder(root))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--root: there is no CA in " + root
                            + " (expected: the folder that was given to 'aggregator certs init')");
        }
        char[] passphrase = passphraseOptions.known();
        try {
            return CertificateAuthority.open(root, passphrase, environment.clock());
        } catch (WrongPassphraseException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(passphrase, ' ');
        }
    }

    private Duration validity(CertificateAuthority ca) {
        Duration remaining = ca.remaining();
        if (remaining.toSeconds() < 1) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the CA in " + root + " ended on " + Texts.lastDay(ca.certificate(), environment)
                            + " (expected: a valid CA; make a new one with 'aggregator certs init' in another root)");
        }
        if (days == null) {
            return Validity.CERTIFICATE.compareTo(remaining) < 0 ? Validity.CERTIFICATE : remaining;
        }
        if (Duration.ofDays(days).compareTo(remaining) > 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--days: " + days + " (expected: at most " + remaining.toDays() + ", because the CA ends on "
                            + Texts.lastDay(ca.certificate(), environment) + ")");
        }
        return Duration.ofDays(days);
    }

    private void write(CertificateProfile profile, KeyMaterial material) throws IOException, GeneralSecurityException {
        try {
            new ServerBundle(material).write(root.resolve(profile.name()), ifExists());
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCode.REFUSED, taken(e), e);
        }
    }
}
