package org.statusaggregator.core.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.statusaggregator.core.pki.WholeFolder.Access;
import org.statusaggregator.core.pki.WholeFolder.Part;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PrivateFiles;

/** The CA's own folder below the root: its certificate, and its key under a passphrase. It never leaves the administrator's machine. */
final class CaFolder {
    static final String NAME = "ca";
    static final String KEY_FILE = "ca.key";

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

    /** Writes both files into a new folder; an existing one is refused always, because a lost CA key cannot be had back. */
    void write(X509Certificate certificate, PrivateKey key, char[] passphrase)
            throws IOException, GeneralSecurityException {
        if (new String(passphrase).isBlank()) {
            throw new BadProfileException("passphrase", "", "a text that is not empty");
        }
        new WholeFolder(folder, IfExists.REFUSE)
                .write(List.of(
                        new Part(KeyMaterial.CA_FILE, Pem.of(List.of(certificate)), Access.PUBLIC),
                        new Part(KEY_FILE, EncryptedKey.encrypt(key, passphrase), Access.SECRET)));
    }

    X509Certificate certificate() throws IOException, GeneralSecurityException {
        X509Certificate certificate;
        try {
            certificate = Pem.certificate(content(certificateFile()));
        } catch (CertificateException e) {
            throw new CertificateException(certificateFile() + " is no certificate (expected: PEM)", e);
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new CertificateException(certificateFile() + " is the certificate of "
                    + certificate.getSubjectX500Principal() + ", which is no CA (expected: a CA certificate)");
        }
        return certificate;
    }

    PrivateKey key(char[] passphrase) throws IOException, GeneralSecurityException {
        String pem = content(keyFile());
        PrivateFiles.refuseLaxPermissions(keyFile());
        return EncryptedKey.decrypt(pem, passphrase, keyFile().toString());
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw (IOException) new NoSuchFileException(
                            file.toString(), null, "there is no CA here (expected: a root in which one was made)")
                    .initCause(e);
        }
    }
}
