package org.statusaggregator.cli.certs;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.v1.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code aggregator certs inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "What certificates say: of a folder its own and the intermediates, of a file all in it.")
public final class InspectCommand implements Callable<ExitCode> {
    private final Environment environment;

    @Parameters(arity = "1..*", paramLabel = "FOLDER|FILE", description = "certificate folders or PEM files")
    private List<Path> sources = List.of();

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public InspectCommand(Environment environment) {
        this.environment = environment;
        this.output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws GeneralSecurityException {
        Certificates certificates = new Certificates(environment.clock().instant(), ListCommand.SOON, Optional.empty());
        List<Certificate> rows = new ArrayList<>();
        for (Path source : sources) {
            for (X509Certificate certificate : PemSource.certificates(source)) {
                rows.add(certificates.describe(certificate, source.toString()));
            }
        }
        output.list(Certificates.LISTING, rows);
        return ExitCode.OK;
    }
}
