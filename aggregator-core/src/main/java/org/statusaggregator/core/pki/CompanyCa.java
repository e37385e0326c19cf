package org.statusaggregator.core.pki;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.statusaggregator.core.tls.PrivateFiles;

/** A CA that a company has already, read from PEM files to be taken over. */
public final class CompanyCa {
    private CompanyCa() {}

    /**
     * Reads the CA.
     *
     * @param certificates its certificate, then those above it, the self-signed one last
     * @param keyFile its key, PKCS#8 or as openssl writes it, under the passphrase or not encrypted
     * @throws IOException if a file is unreadable, or others than its owner may read the key
     * @throws WrongPassphraseException if the key is under another passphrase
     * @throws GeneralSecurityException if the certificates are no complete chain of a CA, or the key is another one's
     */
    public static CertificateAuthority read(Path certificates, Path keyFile, char[] passphrase, InstantSource clock)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain =
                Pem.certificates(Files.readString(certificates, StandardCharsets.ISO_8859_1), certificates);
        PrivateFiles.refuseLaxPermissions(keyFile);
        return CertificateAuthority.of(chain, key(keyFile, passphrase), clock);
    }

    /** Reads the CA certificates of a PEM file, to be trusted too. */
    public static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        return CarriedFile.read(file).authorities();
    }

    private static PrivateKey key(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        Object object;
        try (Reader text = new StringReader(pem);
                PEMParser parser = new PEMParser(text)) {
            object = parser.readObject();
        } catch (IOException | RuntimeException e) {
            throw new GeneralSecurityException(file + " holds no key (expected: PEM): " + e.getMessage(), e);
        }
        if (object instanceof PKCS8EncryptedPrivateKeyInfo) {
            return EncryptedKey.decrypt(pem, passphrase, file.toString());
        }
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        if (object instanceof PrivateKeyInfo plain) {
            return converter.getPrivateKey(plain);
        }
        if (object instanceof PEMKeyPair pair) {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        throw new GeneralSecurityException(file + " holds no key (expected: PEM, PKCS#8)");
    }
}
