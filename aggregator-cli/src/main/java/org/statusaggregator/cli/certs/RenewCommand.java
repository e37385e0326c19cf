package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.Register;
import org.statusaggregator.v1.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator certs renew}. */
@Command(
        name = "renew",
        mixinStandardHelpOptions = true,
        description = {
            "Makes new keys and certificates for holders of old ones, with the same names and role.",
            "Without names, for everybody whose certificate ends soon or has expired."
        })
public final class RenewCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "nodes, CIC servers, admins")
    private List<String> names = List.of();

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "the folder that certs init was given")
    private Path root = Path.of("");

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "30d",
            converter = DurationConverter.class,
            description = "without names: how soon is soon (default: ${DEFAULT-VALUE})")
    private Duration within = Duration.ofDays(30);

    @Option(names = "--days", paramLabel = "N", description = "how long the new certificates are valid (default: 730)")
    private @Nullable Integer days;

    @Mixin
    private final CaOptions caOptions;

    /** The command in these surroundings. */
    public RenewCommand(Environment environment) {
        this.environment = environment;
        this.caOptions = new CaOptions(environment, PassphrasePrompt.of(environment));
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        CaOptions.requireCa(root);
        Register register = new Register(root);
        List<X509Certificate> old = chosen(register);
        if (old.isEmpty()) {
            spec.commandLine().getOut().println("No certificate ends within " + within.toDays() + " days.");
            return ExitCode.OK;
        }
        CertificateAuthority ca = caOptions.open(root);
        Duration validity = caOptions.validity(ca, root, days);
        List<CertificateProfile> profiles = new ArrayList<>();
        for (X509Certificate certificate : old) {
            profiles.add(CertificateProfile.like(certificate).validFor(validity));
        }
        new Issue(root, ca, new GenerateReport(spec.commandLine().getOut(), environment, root)).replace(profiles);
        return ExitCode.OK;
    }

    /** The newest certificate of each holder who is named, or whose certificate ends soon. */
    private List<X509Certificate> chosen(Register register) throws IOException, GeneralSecurityException {
        Map<String, X509Certificate> newest = new LinkedHashMap<>();
        for (X509Certificate certificate : register.issued()) {
            newest.put(Texts.commonName(certificate).toLowerCase(Locale.ROOT), certificate);
        }
        if (names.isEmpty()) {
            Certificates certificates = new Certificates(environment.clock().instant(), within, register.crl());
            return newest.values().stream()
                    .filter(certificate -> List.of(Certificate.State.ENDS_SOON, Certificate.State.EXPIRED)
                            .contains(certificates.state(certificate)))
                    .toList();
        }
        List<X509Certificate> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(Optional.ofNullable(newest.get(name.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "the CA in " + root + " has made no certificate for " + name + " (expected: one of "
                                    + newest.keySet() + ")")));
        }
        return chosen;
    }
}
