package org.statusaggregator.core.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Base64;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * A private key under a passphrase: PKCS#8 PEM, PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC. Not scrypt, because openssl refuses to read scrypt
 * with parameters that are worth it.
 */
final class EncryptedKey {
    private static final String TYPE = "ENCRYPTED PRIVATE KEY";
    private static final String BEGIN = "-----BEGIN " + TYPE + "-----";
    private static final String END = "-----END " + TYPE + "-----";
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    /** An object, not a registered provider: nothing else in the program changes its cryptography because of us. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private EncryptedKey() {}

    static String encrypt(PrivateKey key, char[] passphrase) throws GeneralSecurityException {
        PBKDF2Config derivation = new PBKDF2Config.Builder()
                .withPRF(PBKDF2Config.PRF_SHA256)
                .withIterationCount(ITERATIONS)
                .withSaltLength(SALT_BYTES)
                .build();
        try {
            OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(
                            derivation, NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(PROVIDER)
                    .build(passphrase);
            PrivateKeyInfo plain = PrivateKeyInfo.getInstance(key.getEncoded());
            return Pem.of(
                    TYPE,
                    new PKCS8EncryptedPrivateKeyInfoBuilder(plain)
                            .build(encryptor)
                            .getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException("the key cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the key.
     *
     * @param source where the text is from, for the message
     * @throws WrongPassphraseException if the passphrase does not open it
     * @throws GeneralSecurityException if there is no encrypted key in the text
     */
    static PrivateKey decrypt(String pem, char[] passphrase, String source) throws GeneralSecurityException {
        PKCS8EncryptedPrivateKeyInfo encrypted = parse(pem, source);
        PrivateKeyInfo plain;
        try {
            plain = encrypted.decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(PROVIDER)
                    .build(passphrase));
        } catch (PKCSException e) {
            throw new WrongPassphraseException(source, e);
        }
        try {
            return new JcaPEMKeyConverter().getPrivateKey(plain);
        } catch (IOException e) {
            throw new GeneralSecurityException(source + " holds a key of an unknown kind (expected: EC or RSA)", e);
        }
    }

    private static PKCS8EncryptedPrivateKeyInfo parse(String pem, String source) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException(source + " holds no encrypted key (expected: PKCS#8 PEM, " + TYPE + ")");
        }
        try {
            return new PKCS8EncryptedPrivateKeyInfo(
                    Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end)));
        } catch (IOException | IllegalArgumentException e) {
            throw new GeneralSecurityException(source + " is damaged (expected: PKCS#8 PEM): " + e.getMessage(), e);
        }
    }
}
