package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.Register;
import org.statusaggregator.v1.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator certs revoke}. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Revokes certificates: ROOT/ca/crl.pem lists them from now on. It counts where it is imported.",
            "By name, all that the holder has; by serial number, one."
        })
public final class RevokeCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "holders whose certificates are all revoked")
    private List<String> names = List.of();

    @Option(
            names = "--serial",
            arity = "1..*",
            paramLabel = "HEX",
            description = "serial numbers, as certs list shows them")
    private List<String> serials = List.of();

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "the folder that certs init was given")
    private Path root = Path.of("");

    @Mixin
    private final CaOptions caOptions;

    /** The command in these surroundings. */
    public RevokeCommand(Environment environment) {
        this.environment = environment;
        this.caOptions = new CaOptions(environment, PassphrasePrompt.of(environment));
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        CaOptions.requireCa(root);
        if (names.isEmpty() && serials.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "nothing to revoke (expected: a NAME, or --serial HEX)");
        }
        Register register = new Register(root);
        List<X509Certificate> chosen = chosen(register);
        CertificateAuthority ca = caOptions.open(root);
        register.publish(ca.revoke(register.crl(), chosen));
        PrintWriter out = spec.commandLine().getOut();
        for (X509Certificate certificate : chosen) {
            out.println("Revoked the certificate of " + Texts.commonName(certificate) + " with serial number "
                    + certificate.getSerialNumber().toString(16));
        }
        out.println();
        out.println(
                "Next: carry " + register.crlFile() + " to every node, and import it there; it counts within seconds:");
        out.println("  aggregator certs import crl.pem --to STORE");
        out.flush();
        return ExitCode.OK;
    }

    private List<X509Certificate> chosen(Register register) throws IOException, GeneralSecurityException {
        Certificates certificates = new Certificates(environment.clock().instant(), Duration.ZERO, register.crl());
        List<X509Certificate> issued = register.issued().stream()
                .filter(certificate -> certificates.state(certificate) != Certificate.State.EXPIRED)
                .toList();
        List<X509Certificate> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.addAll(required(
                    issued.stream()
                            .filter(certificate -> Texts.commonName(certificate).equalsIgnoreCase(name))
                            .toList(),
                    "for " + name));
        }
        for (String serial : serials) {
            chosen.addAll(required(
                    issued.stream()
                            .filter(certificate ->
                                    certificate.getSerialNumber().toString(16).equalsIgnoreCase(serial.strip()))
                            .toList(),
                    "with serial number " + serial));
        }
        return chosen;
    }

    private List<X509Certificate> required(List<X509Certificate> found, String which) {
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "the CA in " + root + " has no certificate " + which
                            + " that has not expired (expected: as 'aggregator certs list' shows them)");
        }
        return found;
    }
}
