package org.statusaggregator.cli.certs;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.environment.DurationConverter;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aggregator certs needs-renewal}. */
@Command(
        name = "needs-renewal",
        mixinStandardHelpOptions = true,
        description =
                "For scripts: exit code 0 if all the certificates are good for a while, 3 if one ends soon, 5 if one has expired.")
public final class NeedsRenewalCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Parameters(arity = "1..*", paramLabel = "FOLDER|FILE", description = "certificate folders or PEM files")
    private List<Path> sources = List.of();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "30d",
            converter = DurationConverter.class,
            description = "how soon is soon (default: ${DEFAULT-VALUE})")
    private Duration within = Duration.ofDays(30);

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public NeedsRenewalCommand(Environment environment) {
        this.environment = environment;
        this.output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws GeneralSecurityException {
        Instant now = environment.clock().instant();
        Certificates certificates = new Certificates(now, within, Optional.empty());
        ExitCode worst = ExitCode.OK;
        for (Path source : sources) {
            for (X509Certificate certificate : PemSource.certificates(source)) {
                Certificate.State state = certificates.state(certificate);
                String until = Texts.commonName(certificate) + " (" + source + ")";
                Instant end = certificate.getNotAfter().toInstant();
                if (state == Certificate.State.EXPIRED) {
                    worst = ExitCode.REFUSED;
                    output.remark(until + " expired at " + end);
                } else if (state == Certificate.State.ENDS_SOON) {
                    worst = worst == ExitCode.REFUSED ? worst : ExitCode.DEGRADED;
                    output.remark(
                            until + " ends in " + Duration.between(now, end).toDays() + " days, at " + end);
                }
            }
        }
        return worst;
    }
}
