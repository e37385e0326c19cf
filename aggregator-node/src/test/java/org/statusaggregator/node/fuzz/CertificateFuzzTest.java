package org.statusaggregator.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.BadProfileException;
import org.statusaggregator.core.pki.CarriedFile;
import org.statusaggregator.core.pki.CarriedFolder;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.CompanyCa;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.Register;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.pki.SigningRequest;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.Fuzz;

/** Whatever stands in certificate files is taken or refused with a sentence. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CertificateFuzzTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    /** Of openssl, for cic1. */
    private static final byte[] REQUEST = Base64.getMimeDecoder()
            .decode(
                    """
                        MIH5MIGhAgEAMB0xDDAKBgNVBAsMA2NpYzENMAsGA1UEAwwEY2ljMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPezFVPOkUnC2uljVbA/+mWL
                        OxSx67DyKSRAcNQuY2JLFeHxRziKqUYqeHkke5E55LECEN/0ney419CePvf7OragIjAgBgkqhkiG9w0BCQ4xEzARMA8GA1UdEQQIMAaCBGNpYzEw
                        CgYIKoZIzj0EAwIDRwAwRAIga+Zp+AIr2hCNhWhZce6ucIjIiGYIZ/IZUrAz7tsaopECIHgPvR7mY2nqlQqL3/WaW3jSKRscVLkjToJpp6Xtiyap
                        """);

    private static Path folder = Path.of("");

    @BeforeAll
    static void makeCertificate(@TempDir Path temp) throws Exception {
        CertificateAuthority ca = CertificateAuthority.create("Test", Clock.systemUTC());
        folder = temp.resolve("cic1");
        new ServerBundle(ca.issue(CertificateProfile.of(Role.CIC, "cic1=hosta,hostb")))
                .with(Optional.of(ca.revoke(Optional.empty(), List.of(ca.certificate()))))
                .write(folder, IfExists.REFUSE);
    }

    @Test
    void certificates() throws Exception {
        fuzz("certificate.pem", "CERTIFICATE");
    }

    @Test
    void authorities() throws Exception {
        fuzz("ca.pem", "CERTIFICATE");
    }

    @Test
    void keys() throws Exception {
        fuzz("private.key", "PRIVATE KEY");
    }

    @Test
    void listsOfRevokedCertificates() throws Exception {
        fuzz("crl.pem", "X509 CRL");
    }

    /** Half of the inputs are spoilt text, half are spoilt bytes in good text. A tenth of the usual number, because what is nearly good costs signatures. */
    private static void fuzz(String name, String type) throws Exception {
        Path file = folder.resolve(name);
        byte[] good = Files.readAllBytes(file);
        String text = new String(good, StandardCharsets.US_ASCII);
        byte[] inside =
                Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n') + 1, text.indexOf("-----END")));
        Fuzz.Parser parser = input -> {
            Files.write(file, input);
            CarriedFolder unused =
                    CarriedFolder.check(folder, null, Clock.systemUTC().instant());
        };
        try {
            Fuzz.run(Fuzz.INPUTS / 20, List.of(good), refusals(), parser);
            Fuzz.run(Fuzz.INPUTS / 20, List.of(inside), refusals(), input -> parser.read(pem(type, input)));
        } finally {
            Files.write(file, good);
        }
    }

    @Test
    void filesThatAreImportedAlone(@TempDir Path temp) throws Exception {
        Path file = temp.resolve("file.pem");
        Fuzz.run(
                List.of(Files.readAllBytes(folder.resolve("ca.pem")), Files.readAllBytes(folder.resolve("crl.pem"))),
                refusals(),
                input -> {
                    Files.write(file, input);
                    String unused = CarriedFile.read(file).toString();
                });
    }

    @Test
    void signingRequests() {
        Fuzz.Parser parser = input -> SigningRequest.parse(new String(input, StandardCharsets.ISO_8859_1), "request");
        Set<Class<? extends Exception>> refusals = Set.of(BadProfileException.class);
        Fuzz.run(List.of(pem("CERTIFICATE REQUEST", REQUEST)), refusals, parser);
        Fuzz.run(List.of(REQUEST), refusals, input -> parser.read(pem("CERTIFICATE REQUEST", input)));
    }

    /** Found by {@link #signingRequests}: a signature of a length that is no whole number of bytes was a stack trace. */
    @Test
    void aSignatureThatIsNoWholeNumberOfBytesIsRefused() {
        byte[] odd = REQUEST.clone();
        int unusedBits = odd.length - 71;
        assertThat(odd[unusedBits]).isZero();
        odd[unusedBits] = 1;

        assertThatThrownBy(() -> SigningRequest.parse(
                        new String(pem("CERTIFICATE REQUEST", odd), StandardCharsets.US_ASCII), "request"))
                .isInstanceOf(BadProfileException.class)
                .hasMessageContaining("a key and a signature that Java knows");
    }

    /** A company's CA that is taken over; its key is under a passphrase. */
    @Test
    void companyCas(@TempDir Path temp) throws Exception {
        CertificateAuthority.create("Test", Clock.systemUTC()).save(temp, PASSPHRASE.clone());
        Path certificate = temp.resolve("ca/ca.pem");
        Path key = temp.resolve("ca/ca.key");
        byte[] good = Files.readAllBytes(key);
        Fuzz.Parser parser = input -> {
            Files.write(key, input);
            CertificateAuthority unused = CompanyCa.read(certificate, key, PASSPHRASE.clone(), Clock.systemUTC());
        };
        // Each that is nearly good costs 600,000 rounds of a hash: half a second.
        Fuzz.run(Fuzz.INPUTS / 500, List.of(good), refusals(), parser);
        Fuzz.run(Fuzz.INPUTS / 20, List.of(Files.readAllBytes(folder.resolve("private.key"))), refusals(), parser);
    }

    /** The CA's own list of revoked certificates. */
    @Test
    void registers(@TempDir Path temp) throws Exception {
        Path list = new Register(temp).crlFile();
        Files.createDirectories(list.getParent());
        Fuzz.run(Fuzz.INPUTS / 4, List.of(Files.readAllBytes(folder.resolve("crl.pem"))), refusals(), input -> {
            Files.write(list, input);
            Optional<X509CRL> unused = new Register(temp).crl();
        });
    }

    private static Set<Class<? extends Exception>> refusals() {
        return Set.of(IOException.class, GeneralSecurityException.class);
    }

    private static byte[] pem(String type, byte[] content) {
        return ("-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + type + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
