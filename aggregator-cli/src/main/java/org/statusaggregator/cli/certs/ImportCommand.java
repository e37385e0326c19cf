package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.core.pki.CarriedFile;
import org.statusaggregator.core.pki.CarriedFolder;
import org.statusaggregator.core.pki.CertificateStore;
import org.statusaggregator.core.pki.RefusedImportException;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aggregator certs import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a folder of certs generate and puts it into the store of this machine, whole or not at all.",
            "Given a file, it replaces the store's trusted CAs (ca.pem), or its list of revoked certificates (crl.pem)."
        })
public final class ImportCommand implements Callable<ExitCode> {
    private static final String STORE = "AGGREGATOR_CERTS";
    private static final Duration SOON = Duration.ofDays(30);

    private final Environment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER|FILE",
            description = "the folder of this server, or a file with CAs or revoked certificates")
    private Path source = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "STORE",
            description = "the folder from which programs here read their certificate (default: $" + STORE + ")")
    private @Nullable Path store;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "what this server is called: a certificate without this name is refused (without it, a certificate"
                            + " without this machine's own name is only remarked upon)")
    private @Nullable String host;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the private key, for a certificate that was signed from a request and came without it")
    private @Nullable Path key;

    private ImportAudit audit;

    @Option(names = "--replace", description = "also if the store holds somebody else's certificate")
    private boolean replace;

    /** The command in these surroundings. */
    public ImportCommand(Environment environment) {
        this.environment = environment;
        this.audit = new ImportAudit(environment, source, source);
    }

    @Override
    public ExitCode call() throws IOException, GeneralSecurityException {
        CertificateStore to = new CertificateStore(storeFolder());
        audit = new ImportAudit(environment, to.folder(), source);
        try {
            if (Files.isDirectory(source)) {
                importFolder(to);
            } else {
                importFile(to);
            }
            return ExitCode.OK;
        } catch (NoSuchFileException e) {
            throw notImported(
                    ExitCode.USAGE,
                    FileFailure.sentence(e) + " (expected: a folder of certs generate, or a PEM file)",
                    e);
        } catch (GeneralSecurityException e) {
            throw notImported(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw notImported(ExitCode.FAILED, FileFailure.sentence(e), e);
        }
    }

    private CommandFailure notImported(ExitCode code, String reason, Exception cause) {
        note(() -> audit.refused(reason));
        return new CommandFailure(code, source + " was not imported: " + reason, cause);
    }

    private Path storeFolder() {
        if (store != null) {
            return store;
        }
        String variable = environment.variable(STORE);
        if (variable.isBlank()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "no store given (expected: --to STORE, or the variable " + STORE + ")");
        }
        return Path.of(variable);
    }

    private void importFolder(CertificateStore to) throws IOException, GeneralSecurityException {
        say("Importing " + source);
        CarriedFolder carried =
                CarriedFolder.check(source, key, environment.clock().instant());
        PeerIdentity holder = carried.holder();
        say("  holder       " + Texts.kind(holder.role()) + " " + holder.name());
        say("  names        " + String.join(", ", holder.names()));
        say("  valid until  " + Texts.lastDay(carried.material().certificate(), environment));
        say("  CA           "
                + Texts.commonName(carried.material().authorities().get(0)));
        checkHost(carried);
        remarkOnPermissions();
        remarkOnExpiry(carried);
        CertificateStore.Outcome outcome = to.install(carried, replace);
        say("Store: " + to.folder()
                + (outcome == CertificateStore.Outcome.UNCHANGED ? ", which held all of it already" : ""));
        say("Successfully imported into the Subsystems certificate for " + holder.name());
        X509Certificate certificate = carried.material().certificate();
        note(() -> audit.done(Optional.of(certificate), "the certificate of " + holder.name() + unchanged(outcome)));
    }

    private static String unchanged(CertificateStore.Outcome outcome) {
        return outcome == CertificateStore.Outcome.UNCHANGED ? ", which was there already" : "";
    }

    /** The store is as it is, whether that can be noted or not. */
    private void note(Note note) {
        try {
            note.write();
        } catch (IOException e) {
            remark("this could not be noted in " + ImportAudit.FILE + " of the store: " + FileFailure.sentence(e));
        }
    }

    private interface Note {
        void write() throws IOException;
    }

    private void checkHost(CarriedFolder carried) throws RefusedImportException {
        if (host != null) {
            carried.requireHost(host);
            return;
        }
        String here = HostName.ofThisMachine(environment);
        if (!here.isEmpty() && !carried.isFor(here)) {
            remark("this machine is called " + here + ", the certificate is for "
                    + String.join(", ", carried.holder().names()) + ": is this the right folder?");
        }
    }

    /** File systems of USB keys know no permissions, so this is no reason to refuse. */
    private void remarkOnPermissions() {
        try {
            PrivateFiles.refuseLaxPermissions(key == null ? source.resolve("private.key") : key);
        } catch (IOException e) {
            remark("others on this machine could read the key: delete it there now");
        }
    }

    private void remarkOnExpiry(CarriedFolder carried) {
        Duration left = Duration.between(
                environment.clock().instant(),
                carried.material().certificate().getNotAfter().toInstant());
        if (left.compareTo(SOON) < 0) {
            remark("the certificate ends in " + left.toDays() + " days: have it renewed");
        }
    }

    private void importFile(CertificateStore to) throws IOException, GeneralSecurityException {
        CarriedFile file = CarriedFile.read(source);
        CertificateStore.Outcome outcome = file.into(to, environment.clock().instant());
        say("Store: " + to.folder()
                + (outcome == CertificateStore.Outcome.UNCHANGED ? ", which held all of it already" : ""));
        say("Successfully imported " + file);
        note(() -> audit.done(Optional.empty(), file + unchanged(outcome)));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void remark(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Note: " + sentence);
        err.flush();
    }
}
