package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * @param material the key, the certificate and the CA's certificate
 */
public record ServerBundle(KeyMaterial material) {
    private static final Set<String> FILES = Set.of(
            KeyMaterial.CERTIFICATE_FILE,
            KeyMaterial.KEY_FILE,
            KeyMaterial.CA_FILE,
            ImportScripts.SHELL,
            ImportScripts.BATCH);

    /**
     * Writes the folder, whole or not at all, with the key readable by its owner only.
     *
     * @param folder the folder to be; its parents are made
     * @throws java.nio.file.FileAlreadyExistsException if there is one that may not be replaced, or that holds anything but a bundle's files
     * @throws IOException if writing fails
     * @throws GeneralSecurityException if the certificate names no holder
     */
    public void write(Path folder, IfExists ifExists) throws IOException, GeneralSecurityException {
        List<Part> parts = new ArrayList<>(List.of(
                new Part(KeyMaterial.CERTIFICATE_FILE, Pem.of(material.chain()), Access.PUBLIC),
                new Part(KeyMaterial.KEY_FILE, Pem.of(material.key()), Access.SECRET),
                new Part(KeyMaterial.CA_FILE, Pem.of(material.authorities()), Access.PUBLIC)));
        parts.addAll(ImportScripts.of(holder()));
        new WholeFolder(folder, ifExists).write(parts);
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
            PeerIdentity identity = PeerIdentity.of(material.certificate());
            String field = identity.role().unit();
            return identity.role() == Role.ADMIN
                    ? Names.admin(field, identity.name())
                    : Names.server(field, identity.name());
        } catch (BadIdentityException e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }
}
