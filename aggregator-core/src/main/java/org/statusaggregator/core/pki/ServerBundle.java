package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.pki.WholeFolder.Part;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;
import org.statusaggregator.core.tls.Role;

/**
 * What is carried to a server, or to an admin: a folder with the certificate, its key, the CA's certificate and the import scripts. The CA's key is
 * never in it. {@link KeyMaterial#read} reads such a folder.
 *
 * @param chain the holder's certificate, then intermediates
 * @param authorities the CAs that the holder trusts
 * @param crls their lists of revoked certificates
 * @param key the holder's key; null if it was made on the holder's machine and stays there
 */
public record ServerBundle(
        List<X509Certificate> chain, List<X509Certificate> authorities, List<X509CRL> crls, @Nullable PrivateKey key) {
    private static final Set<String> FILES = Set.of(
            KeyMaterial.CERTIFICATE_FILE,
            KeyMaterial.KEY_FILE,
            KeyMaterial.CA_FILE,
            KeyMaterial.CRL_FILE,
            ImportScripts.SHELL,
            ImportScripts.BATCH);

    /** Copies the lists. */
    public ServerBundle {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
        crls = List.copyOf(crls);
    }

    /** A bundle with everything that the holder needs. */
    public ServerBundle(KeyMaterial material) {
        this(material.chain(), material.authorities(), material.crls(), material.key());
    }

    /** The same with the CA's list of revoked certificates, if there is one. */
    public ServerBundle with(Optional<X509CRL> crl) {
        return new ServerBundle(chain, authorities, crl.map(List::of).orElse(List.of()), key);
    }

    /** The holder's certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Writes the folder, whole or not at all, with the key readable by its owner only.
     *
     * @param folder the folder to be; its parents are made
     * @throws java.nio.file.FileAlreadyExistsException if there is one that may not be replaced, or that holds anything but a bundle's files
     * @throws IOException if writing fails
     * @throws GeneralSecurityException if the certificate names no holder
     */
    public void write(Path folder, IfExists ifExists) throws IOException, GeneralSecurityException {
        List<Part> parts = materialParts();
        parts.addAll(ImportScripts.of(holder()));
        new WholeFolder(folder, ifExists).write(parts, FILES);
    }

    /** Key, certificate and CAs as files, without the scripts. */
    List<Part> materialParts() throws GeneralSecurityException {
        List<Part> parts = new ArrayList<>(List.of(
                new Part(KeyMaterial.CERTIFICATE_FILE, Pem.of(chain), Access.PUBLIC),
                new Part(KeyMaterial.CA_FILE, Pem.of(authorities), Access.PUBLIC)));
        if (key != null) {
            parts.add(new Part(KeyMaterial.KEY_FILE, Pem.of(key), Access.SECRET));
        }
        if (!crls.isEmpty()) {
            parts.add(new Part(KeyMaterial.CRL_FILE, Pem.ofCrls(crls), Access.PUBLIC));
        }
        return parts;
    }

    /**
     * Finds out whether {@link #write} would refuse a folder, without touching anything.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it would
     */
    public static void check(Path folder, IfExists ifExists) throws IOException {
        new WholeFolder(folder, ifExists).check(FILES);
    }

    private String holder() throws GeneralSecurityException {
        try {
            PeerIdentity identity = PeerIdentity.of(certificate());
            String field = identity.role().unit();
            return identity.role() == Role.ADMIN
                    ? Names.admin(field, identity.name())
                    : Names.server(field, identity.name());
        } catch (BadIdentityException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }
}
