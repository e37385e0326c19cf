package org.statusaggregator.cli.simulate;

import java.nio.file.Path;
import java.util.Locale;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/** Finds out before anything is sent that a certificate is not the CIC server's: the cluster would refuse it less clearly. */
final class CicCertificate {
    private CicCertificate() {}

    /**
     * Who the certificate is for.
     *
     * @throws CommandFailure if it is not for this CIC server
     */
    static PeerIdentity check(KeyMaterial keys, Path folder, String server) {
        PeerIdentity identity = identity(keys, folder);
        if (identity.role() != Role.CIC) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the certificate in " + folder + " is for the "
                            + identity.role().name().toLowerCase(Locale.ROOT) + " " + identity.name()
                            + " (expected: one for a CIC server, as made by 'aggregator certs generate --cic " + server
                            + "')");
        }
        if (!identity.name().equalsIgnoreCase(server)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--server " + server + ", but the certificate in " + folder + " is for " + identity.name()
                            + " (expected: --server " + identity.name() + ", or the certificate folder of " + server
                            + ")");
        }
        return identity;
    }

    private static PeerIdentity identity(KeyMaterial keys, Path folder) {
        try {
            return PeerIdentity.of(keys.certificate());
        } catch (BadIdentityException e) {
            throw new CommandFailure(ExitCode.USAGE, folder + ": " + e.getMessage(), e);
        }
    }
}
