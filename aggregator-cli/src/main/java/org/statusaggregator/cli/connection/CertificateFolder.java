package org.statusaggregator.cli.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.cli.environment.FileFailure;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;

/** Reads the certificate folder that {@code --certs} names, and says what is wrong with it before anything is sent. */
public final class CertificateFolder {
    private CertificateFolder() {}

    /**
     * Reads the folder.
     *
     * @param clock tells whether the certificate is out of date
     * @throws CommandFailure if the folder is not what it should be, or its certificate is not valid now
     */
    public static KeyMaterial read(Path folder, Clock clock) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    folder + " is no folder (expected: a certificate folder as made by 'aggregator certs generate')");
        }
        try {
            KeyMaterial keys = KeyMaterial.read(folder);
            refuseOutdated(folder, keys.certificate(), clock);
            return keys;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, FileFailure.sentence(e), e);
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads the folder and follows it: a command that runs for days takes a renewed certificate by itself. The caller closes the ring.
     *
     * @throws CommandFailure as {@link #read}
     */
    public static KeyRing follow(Path folder, Clock clock) {
        KeyMaterial unused = read(folder, clock);
        try {
            return KeyRing.open(folder, KeyRing.Check.NONE);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, FileFailure.sentence(e), e);
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static void refuseOutdated(Path folder, X509Certificate certificate, Clock clock) {
        String file = folder.resolve(KeyMaterial.CERTIFICATE_FILE).toString();
        if (clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    file + " expired at " + certificate.getNotAfter().toInstant()
                            + " (expected: a valid certificate; have a new one made)");
        }
        if (clock.instant().isBefore(certificate.getNotBefore().toInstant())) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    file + " is valid from " + certificate.getNotBefore().toInstant()
                            + " only, and the clock here says " + clock.instant());
        }
    }
}
