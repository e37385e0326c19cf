package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/**
 * A certificate folder that was carried to this machine, checked: files whole, key the certificate's, holder and role readable, chain complete up to a CA that
 * it trusts itself, nothing out of date or revoked.
 *
 * @param folder where it lies
 * @param material what is in it
 * @param holder whose it is
 */
public record CarriedFolder(Path folder, KeyMaterial material, PeerIdentity holder) {
    /**
     * Reads and checks a folder.
     *
     * @param keyFile the private key, if it did not travel with the folder; else null
     * @throws IOException if a file is missing or unreadable
     * @throws RefusedImportException if anything in it is wrong; the message is the reason
     */
    public static CarriedFolder check(Path folder, @Nullable Path keyFile, Instant now)
            throws IOException, RefusedImportException {
        try {
            KeyMaterial material = KeyMaterial.readCarried(folder, keyFile);
            PeerIdentity holder = PeerIdentity.of(material.certificate());
            material.requireValidAt(now);
            material.trust().check(material.chain(), now);
            return new CarriedFolder(folder, material, holder);
        } catch (BadIdentityException | GeneralSecurityException e) {
            throw new RefusedImportException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Refuses a certificate that was made for other machines.
     *
     * @param host what this machine is called, short or fully qualified
     * @throws RefusedImportException if the certificate does not bear the name
     */
    public void requireHost(String host) throws RefusedImportException {
        if (!isFor(host)) {
            throw new RefusedImportException("the certificate is for " + String.join(", ", holder.names())
                    + " and not for " + host + " (expected: the folder of this server)");
        }
    }

    /** Whether the certificate bears this machine's name. An admin's has none. */
    public boolean isFor(String host) {
        int dot = host.indexOf('.');
        return holder.role() == Role.ADMIN
                || holder.hasName(host)
                || (dot > 0 && holder.hasName(host.substring(0, dot)));
    }
}
