package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.core.pki.BadProfileException;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.pki.SigningRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aggregator certs generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a folder below ROOT for every server and admin: key, certificate, the CA's certificate, import script.",
            "Without options, on a terminal, it asks."
        })
public final class GenerateCommand implements Callable<ExitCode> {
    private final Environment environment;
    private final LinePrompt prompt;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--root", paramLabel = "DIR", description = "the folder that certs init was given")
    private @Nullable Path root;

    @Mixin
    private final RequestedNames names = new RequestedNames();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "how long the certificates are valid (default: 730, but no longer than the CA)")
    private @Nullable Integer days;

    @Option(
            names = "--csr",
            paramLabel = "FILE",
            description =
                    "signs this request (PKCS#10, PEM) instead of making a key; for one server, whose names and role"
                            + " the other options say")
    private @Nullable Path csr;

    @Option(names = "--replace", description = "make new keys and certificates where there are some already")
    private boolean replace;

    @Mixin
    private final CaOptions caOptions;

    /** The command in these surroundings. */
    public GenerateCommand(Environment environment) {
        this(environment, PassphrasePrompt.of(environment), LinePrompt.of(environment));
    }

    GenerateCommand(Environment environment, PassphrasePrompt passphrases, LinePrompt prompt) {
        this.environment = environment;
        this.prompt = prompt;
        this.caOptions = new CaOptions(environment, passphrases);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        refuseBadDays();
        if (root == null) {
            return ask();
        }
        List<CertificateProfile> profiles = names.profiles();
        SigningRequest request = request(profiles);
        refuseTakenFolders(root, profiles);
        CertificateAuthority ca = caOptions.open(root);
        Duration validity = caOptions.validity(ca, root, days);
        List<CertificateProfile> timed =
                profiles.stream().map(profile -> profile.validFor(validity)).toList();
        GenerateReport report = new GenerateReport(spec.commandLine().getOut(), environment, root);
        Issue issue = new Issue(root, ca, report);
        if (request == null) {
            issue.issue(timed, ifExists());
        } else {
            ServerBundle signed = ca.sign(timed.get(0), request);
            issue.write(timed.get(0), signed, ifExists());
        }
        report.next(profiles);
        return ExitCode.OK;
    }

    /** Bare on a terminal: as the reference's dialog does it. */
    private ExitCode ask() throws IOException, GeneralSecurityException {
        if (!environment.terminal().interactive() || !names.areNone()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--root=DIR'");
        }
        GenerateDialog dialog = new GenerateDialog(spec.commandLine().getOut(), prompt);
        Path chosen = dialog.root();
        CaOptions.requireCa(chosen);
        List<CertificateProfile> profiles = dialog.servers();
        refuseTakenFolders(chosen, profiles);
        CertificateAuthority ca = caOptions.open(chosen);
        Duration validity = caOptions.validity(ca, chosen, days);
        GenerateReport report = new GenerateReport(spec.commandLine().getOut(), environment, chosen);
        for (CertificateProfile profile : profiles) {
            new Issue(chosen, ca, report).issue(List.of(profile.validFor(validity)), ifExists());
            dialog.message(report.carry(profile));
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

    private @Nullable SigningRequest request(List<CertificateProfile> profiles) {
        if (csr == null) {
            return null;
        }
        if (profiles.size() != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--csr: one request for " + profiles.size() + " names (expected: exactly one name)");
        }
        try {
            return SigningRequest.parse(Files.readString(csr, StandardCharsets.ISO_8859_1), csr.toString());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "--csr " + FileFailure.sentence(e), e);
        } catch (BadProfileException e) {
            throw new CommandFailure(ExitCode.USAGE, "--csr " + e.getMessage(), e);
        }
    }

    private void refuseTakenFolders(Path below, List<CertificateProfile> profiles) throws IOException {
        List<String> taken = new ArrayList<>();
        for (CertificateProfile profile : profiles) {
            try {
                ServerBundle.check(below.resolve(profile.name()), ifExists());
            } catch (FileAlreadyExistsException e) {
                taken.add(Issue.taken(e, ifExists()));
            }
        }
        if (!taken.isEmpty()) {
            throw new CommandFailure(ExitCode.REFUSED, String.join("; ", taken));
        }
    }
}
