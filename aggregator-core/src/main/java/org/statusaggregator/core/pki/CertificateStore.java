package org.statusaggregator.core.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.pki.WholeFolder.Part;
import org.statusaggregator.core.tls.BadIdentityException;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;

/**
 * The folder from which the programs of a machine read their certificate. What is put there replaces what was there: first all files are written beside
 * their places, then each is renamed; if that fails half-way, the old ones are put back. A program that reads in between sees two halves, keeps what it
 * has, and reads again.
 */
public final class CertificateStore {
    private final Path folder;

    /** A store that need not exist yet. */
    public CertificateStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** What became of an import. */
    public enum Outcome {
        /** The store holds it now. */
        INSTALLED,
        /** The store held just this already; no file was touched. */
        UNCHANGED
    }

    /**
     * Puts a checked folder into the store. A newer list of revoked certificates that the store has already stays.
     *
     * @param replace whether a certificate of another holder may be replaced
     * @throws RefusedImportException if the store is the folder itself, others may change it, or it holds somebody else's certificate
     * @throws IOException if writing fails; the store is as it was
     */
    public Outcome install(CarriedFolder carried, boolean replace) throws IOException, GeneralSecurityException {
        if (Files.exists(folder) && Files.isSameFile(folder, carried.folder())) {
            throw new RefusedImportException(
                    folder + " is the folder to import itself (expected: another one as store)");
        }
        Optional<KeyMaterial> held = held();
        if (held.isPresent() && !replace) {
            refuseOther(held.get(), carried);
        }
        KeyMaterial next = carried.material();
        List<X509CRL> crls = Crls.merge(held.map(KeyMaterial::crls).orElse(List.of()), next.crls());
        return put(new KeyMaterial(next.key(), next.chain(), next.authorities(), crls).withoutForeignCrls());
    }

    /**
     * Replaces the trusted CAs.
     *
     * @throws RefusedImportException if the store's own certificate leads to none of them
     */
    public Outcome installAuthorities(List<X509Certificate> authorities, Instant now)
            throws IOException, GeneralSecurityException {
        KeyMaterial own = own();
        KeyMaterial next = new KeyMaterial(own.key(), own.chain(), authorities, own.crls()).withoutForeignCrls();
        try {
            next.trust().check(next.chain(), now);
        } catch (GeneralSecurityException e) {
            throw new RefusedImportException(
                    "with these CAs the store's own certificate would not be trusted: " + e.getMessage(), e);
        }
        return put(next);
    }

    /**
     * Adds lists of revoked certificates, or replaces older ones of the same CAs.
     *
     * @throws RefusedImportException if one is by an unknown CA, or older than the one that is there
     */
    public Outcome installCrls(List<X509CRL> crls) throws IOException, GeneralSecurityException {
        KeyMaterial own = own();
        Crls.refuseOlder(own.crls(), crls);
        KeyMaterial next = new KeyMaterial(own.key(), own.chain(), own.authorities(), Crls.merge(own.crls(), crls));
        if (!next.withoutForeignCrls().crls().equals(next.crls())) {
            throw new RefusedImportException("the list of revoked certificates is by a CA that the store does not trust"
                    + " (expected: one of "
                    + own.authorities().stream()
                            .map(X509Certificate::getSubjectX500Principal)
                            .toList() + ")");
        }
        return put(next);
    }

    private KeyMaterial own() throws IOException, GeneralSecurityException {
        return KeyMaterial.read(folder);
    }

    /** What the store holds, if that is usable; what is not is replaced. */
    private Optional<KeyMaterial> held() {
        try {
            return Optional.of(KeyMaterial.readCarried(folder, null));
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private void refuseOther(KeyMaterial held, CarriedFolder carried) throws RefusedImportException {
        try {
            PeerIdentity holder = PeerIdentity.of(held.certificate());
            if (holder.role() != carried.holder().role()
                    || !holder.name().equalsIgnoreCase(carried.holder().name())) {
                throw new RefusedImportException(
                        folder + " holds the certificate of " + holder.role().unit() + " "
                                + holder.name() + " (expected: an empty folder, or one of "
                                + carried.holder().role().unit() + " "
                                + carried.holder().name() + "; --replace)");
            }
        } catch (BadIdentityException e) {
            throw new RefusedImportException(
                    folder + " holds another certificate: " + e.getMessage()
                            + " (expected: an empty folder; --replace)",
                    e);
        }
    }

    private Outcome put(KeyMaterial next) throws IOException, GeneralSecurityException {
        makeFolder();
        List<Part> changed = new ArrayList<>();
        for (Part part : new ServerBundle(next).materialParts()) {
            if (!isThere(part)) {
                changed.add(part);
            }
        }
        boolean crlGone = next.crls().isEmpty() && Files.exists(folder.resolve(KeyMaterial.CRL_FILE));
        if (changed.isEmpty() && !crlGone) {
            return Outcome.UNCHANGED;
        }
        replace(changed);
        if (crlGone) {
            Files.delete(folder.resolve(KeyMaterial.CRL_FILE));
        }
        return Outcome.INSTALLED;
    }

    private void makeFolder() throws IOException, RefusedImportException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (posix) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        }
        if (!Files.isDirectory(folder)) {
            throw new RefusedImportException(folder + " is a file (expected: a folder)");
        }
        Set<PosixFilePermission> permissions = posix ? Files.getPosixFilePermissions(folder) : Set.of();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new RefusedImportException(folder + " may be changed by others: permissions "
                    + PosixFilePermissions.toString(permissions) + " (expected: rwxr-xr-x or stricter; chmod go-w "
                    + folder + ")");
        }
    }

    private boolean isThere(Part part) throws IOException {
        Path file = folder.resolve(part.name());
        return Files.isRegularFile(file) && Files.readString(file).equals(part.content()) && !isLax(file, part);
    }

    private static boolean isLax(Path file, Part part) throws IOException {
        return part.access() == Access.SECRET
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !PosixFilePermissions.fromString("rw-------").containsAll(Files.getPosixFilePermissions(file));
    }

    private void replace(List<Part> parts) throws IOException {
        Map<Path, Path> fillings = new LinkedHashMap<>();
        Map<Path, byte[]> before = new LinkedHashMap<>();
        try {
            for (Part part : parts) {
                Path file = folder.resolve(part.name());
                Path filling = folder.resolve("." + part.name() + ".new");
                Files.deleteIfExists(filling);
                fillings.put(file, filling);
                AtomicFiles.create(filling, part.content(), part.access());
                if (Files.isRegularFile(file)) {
                    before.put(file, Files.readAllBytes(file));
                }
            }
            rename(fillings, before);
        } finally {
            for (Path filling : fillings.values()) {
                Files.deleteIfExists(filling);
            }
        }
    }

    private static void rename(Map<Path, Path> fillings, Map<Path, byte[]> before) throws IOException {
        List<Path> done = new ArrayList<>();
        try {
            for (Map.Entry<Path, Path> step : fillings.entrySet()) {
                Files.move(step.getValue(), step.getKey(), StandardCopyOption.ATOMIC_MOVE);
                done.add(step.getKey());
            }
        } catch (IOException e) {
            try {
                undo(done, before);
            } catch (UncheckedIOException worse) {
                e.addSuppressed(worse);
            }
            throw e;
        }
    }

    private static void undo(List<Path> done, Map<Path, byte[]> before) {
        for (Path file : done) {
            try {
                byte[] old = before.get(file);
                if (old == null) {
                    Files.delete(file);
                } else {
                    Files.write(file, old); // keeps the permissions, which are the strict ones
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
