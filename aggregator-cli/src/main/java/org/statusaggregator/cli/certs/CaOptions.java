package org.statusaggregator.cli.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.Validity;
import org.statusaggregator.core.pki.WrongPassphraseException;
import picocli.CommandLine.Mixin;

/** The CA that a command signs with: where it lies, and its passphrase. */
final class CaOptions {
    private final Environment environment;

    @Mixin
    private final PassphraseOptions passphraseOptions;

    CaOptions(Environment environment, PassphrasePrompt prompt) {
        this.environment = environment;
        this.passphraseOptions = new PassphraseOptions(environment, prompt);
    }

    /** Refuses a folder without CA, before anybody is asked for a passphrase. */
    static void requireCa(Path root) {
        if (!Files.isDirectory(CertificateAuthority.folder(root))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--root: there is no CA in " + root
                            + " (expected: the folder that was given to 'aggregator certs init')");
        }
    }

    CertificateAuthority open(Path root) throws IOException, GeneralSecurityException {
        requireCa(root);
        char[] passphrase = passphraseOptions.known();
        try {
            return CertificateAuthority.open(root, passphrase, environment.clock());
        } catch (WrongPassphraseException e) {
            throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(passphrase, ' ');
        }
    }

    /** How long a certificate may be valid: as long as asked for, else two years or what the CA has left. */
    Duration validity(CertificateAuthority ca, Path root, @Nullable Integer days) {
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
}
