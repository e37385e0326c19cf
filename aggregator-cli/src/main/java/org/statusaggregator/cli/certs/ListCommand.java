package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.output.OutputOptions;
import org.statusaggregator.core.pki.Register;
import org.statusaggregator.v1.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code aggregator certs list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Every certificate that a CA has signed, and what became of it; the newest of each holder first.")
public final class ListCommand implements Callable<ExitCode> {
    static final Duration SOON = Duration.ofDays(30);

    private final Environment environment;

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "the folder that certs init was given")
    private Path root = Path.of("");

    @Mixin
    private final OutputOptions output;

    /** The command in these surroundings. */
    public ListCommand(Environment environment) {
        this.environment = environment;
        this.output = new OutputOptions(environment);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        CaOptions.requireCa(root);
        Register register = new Register(root);
        Certificates certificates = new Certificates(environment.clock().instant(), SOON, register.crl());
        List<X509Certificate> issued = register.issued();
        List<Certificate> rows = new ArrayList<>();
        Set<String> holders = new HashSet<>();
        for (int i = issued.size() - 1; i >= 0; i--) {
            Certificate row = certificates.describe(issued.get(i), "");
            boolean newest = holders.add(row.getRole() + " " + row.getName());
            boolean alive = row.getState() == Certificate.State.VALID || row.getState() == Certificate.State.ENDS_SOON;
            rows.add(
                    newest || !alive
                            ? row
                            : row.toBuilder()
                                    .setState(Certificate.State.REPLACED)
                                    .build());
        }
        output.list(Certificates.LISTING, rows);
        return ExitCode.OK;
    }
}
