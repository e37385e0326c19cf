package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.pki.WholeFolder.Part;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PrivateFiles;

/**
 * The CA's own folder below the root: its certificate and those above it, and its key under a passphrase. It never leaves the administrator's
 * machine.
 */
final class CaFolder {
    static final String NAME = "ca";
    static final String KEY_FILE = "ca.key";
    /** While one CA follows another: all the CAs that servers shall trust. */
    static final String TRUST_FILE = "trust.pem";

    private final Path folder;

    CaFolder(Path root) {
        this.folder = root.resolve(NAME);
    }

    Path certificateFile() {
        return folder.resolve(KeyMaterial.CA_FILE);
    }

    Path keyFile() {
        return folder.resolve(KEY_FILE);
    }

    /**
     * Writes the files into a new folder; an existing one is refused always, because a lost CA key cannot be had back.
     *
     * @param trusted whom servers shall trust; written only if that is more than the end of the chain
     */
    void write(List<X509Certificate> chain, List<X509Certificate> trusted, PrivateKey key, char[] passphrase)
            throws IOException, GeneralSecurityException {
        if (new String(passphrase).isBlank()) {
            throw new BadProfileException("passphrase", "", "a text that is not empty");
        }
        List<Part> parts = new ArrayList<>(List.of(
                new Part(KeyMaterial.CA_FILE, Pem.of(chain), Access.PUBLIC),
                new Part(KEY_FILE, EncryptedKey.encrypt(key, passphrase), Access.SECRET)));
        if (trusted.size() > 1) {
            parts.add(new Part(TRUST_FILE, Pem.of(trusted), Access.PUBLIC));
        }
        new WholeFolder(folder, IfExists.REFUSE).write(parts);
    }

    /** The CA's own certificate first. */
    List<X509Certificate> chain() throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = certificates(certificateFile());
        if (chain.get(0).getBasicConstraints() < 0) {
            throw new CertificateException(certificateFile() + " is the certificate of "
                    + chain.get(0).getSubjectX500Principal() + ", which is no CA (expected: a CA certificate)");
        }
        return chain;
    }

    /** Whom servers shall trust: what stands in the file for it, else the end of the chain. */
    List<X509Certificate> trusted() throws IOException, GeneralSecurityException {
        Path file = folder.resolve(TRUST_FILE);
        List<X509Certificate> chain = chain();
        return Files.exists(file) ? certificates(file) : List.of(chain.get(chain.size() - 1));
    }

    PrivateKey key(char[] passphrase) throws IOException, GeneralSecurityException {
        String pem = content(keyFile());
        PrivateFiles.refuseLaxPermissions(keyFile());
        return EncryptedKey.decrypt(pem, passphrase, keyFile().toString());
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        return Pem.certificates(content(file), file);
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw (IOException) new NoSuchFileException(
                            file.toString(), null, "there is no CA here (expected: a root in which one was made)")
                    .initCause(e);
        }
    }
}
