package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.tls.KeyMaterial;

/** What openssl and keytool say of our certificates and ports. */
final class ForeignTools {
    private final Shell shell;

    /** Runs a command to its end and returns what it prints; it must end with 0. */
    @FunctionalInterface
    interface Shell {
        /** Runs it. */
        String run(String... command);
    }

    ForeignTools(Shell shell) {
        this.shell = shell;
    }

    /**
     * They find the certificate good, and read the same in it as we do.
     *
     * @param inspected what {@code aggregator certs inspect} says
     */
    void agree(Path store, String server, JsonNode inspected) {
        String certificate = store.resolve(KeyMaterial.CERTIFICATE_FILE).toString();
        String authority = store.resolve(KeyMaterial.CA_FILE).toString();
        for (String purpose : List.of("sslserver", "sslclient")) {
            List<String> verify = new ArrayList<>(List.of("openssl", "verify", "-x509_strict", "-CAfile", authority));
            verify.addAll(List.of("-purpose", purpose, "-verify_hostname", server, certificate));
            assertThat(shell.run(verify.toArray(String[]::new))).isEqualTo(certificate + ": OK\n");
        }
        String role = server.startsWith("sa") ? "member" : "cic";
        String serial = inspected.get("serialNumber").asText();
        String end = Instant.parse(inspected.get("notAfter").asText()).toString();
        assertThat(inspected.get("name").asText() + " " + inspected.get("role").asText())
                .isEqualTo(server + " " + role);
        assertThat(x509(certificate, "-subject", "-nameopt", "RFC2253"))
                .isEqualTo("subject=CN=" + server + ",OU=" + role + "\n");
        assertThat(new BigInteger(x509(certificate, "-serial").strip().substring("serial=".length()), 16))
                .isEqualTo(new BigInteger(serial, 16));
        assertThat(x509(certificate, "-enddate", "-dateopt", "iso_8601"))
                .isEqualTo("notAfter=" + end.replace('T', ' ') + "\n");
        assertThat(x509(certificate, "-ext", "subjectAltName,extendedKeyUsage"))
                .contains("DNS:" + server, "TLS Web Server Authentication, TLS Web Client");

        assertThat(shell.run("keytool", "-printcert", "-file", certificate))
                .contains(
                        "Owner: CN=" + server + ", OU=" + role,
                        "Serial number: " + serial,
                        "DNSName: " + server,
                        "Signature algorithm name: SHA256withECDSA");
    }

    /** openssl makes a TLS 1.3 connection with this store's certificate, and finds the node at the other end. */
    void connect(Path store, int port, String node) {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "localhost:" + port));
        command.addAll(List.of("-verify_return_error", "-verify_hostname", node));
        command.addAll(List.of("-CAfile", store.resolve(KeyMaterial.CA_FILE).toString()));
        command.addAll(
                List.of("-cert", store.resolve(KeyMaterial.CERTIFICATE_FILE).toString()));
        command.addAll(List.of("-key", store.resolve(KeyMaterial.KEY_FILE).toString()));
        assertThat(shell.run(command.toArray(String[]::new)))
                .contains(
                        "New, TLSv1.3",
                        "Verify return code: 0 (ok)",
                        "Verified peername: " + node,
                        "subject=OU = member, CN = " + node);
    }

    private String x509(String certificate, String... options) {
        List<String> command = new ArrayList<>(List.of("openssl", "x509", "-in", certificate, "-noout"));
        command.addAll(List.of(options));
        return shell.run(command.toArray(String[]::new));
    }
}
