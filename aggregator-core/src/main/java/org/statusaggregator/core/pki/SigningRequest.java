package org.statusaggregator.core.pki;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A request for a certificate (PKCS#10), made where the key is. It proves that its maker has the key; the names that it asks for are not looked at.
 *
 * @param key the public key to be certified
 */
public record SigningRequest(PublicKey key) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    /**
     * Reads a request.
     *
     * @param source where the text is from, for the message
     * @throws BadProfileException if the text is no request, its signature is wrong, or its key is too weak
     */
    public static SigningRequest parse(String pem, String source) {
        PKCS10CertificationRequest request = request(pem, source);
        PublicKey key;
        boolean signed;
        try {
            key = new JcaPKCS10CertificationRequest(request).getPublicKey();
            signed = request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException | RuntimeException e) {
            // RuntimeException: the library's way to say that a part is not of its form.
            throw new BadProfileException(
                    "request", source, "a key and a signature that Java knows: " + e.getMessage());
        }
        if (!signed) {
            throw new BadProfileException("request", source, "signed with the key that it holds");
        }
        if (!isStrong(key)) {
            throw new BadProfileException(
                    "request",
                    source,
                    "an EC key of " + LEAST_EC_BITS + " bits or an RSA key of " + LEAST_RSA_BITS + ", or more");
        }
        return new SigningRequest(key);
    }

    private static boolean isStrong(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return ec.getParams().getCurve().getField().getFieldSize() >= LEAST_EC_BITS;
        }
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }

    private static PKCS10CertificationRequest request(String pem, String source) {
        try (Reader text = new StringReader(pem);
                PEMParser parser = new PEMParser(text)) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return request;
            }
        } catch (IOException | RuntimeException e) {
            throw new BadProfileException("request", source, "PEM, as openssl req makes it: " + e.getMessage());
        }
        throw new BadProfileException("request", source, "PEM, as openssl req makes it");
    }
}
