package org.statusaggregator.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.AuditLines;

/** What becomes of callers whose certificate is trusted no more while they are connected, and what of the page's port stands in the audit log. */
class PageTrustTest extends WebFixture {
    private final Path folder;
    private final AuditLines audit = new AuditLines();

    PageTrustTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
    }

    @Override
    KeyRing ring(KeyMaterial material) throws Exception {
        new ServerBundle(material).write(folder.resolve("store"), IfExists.REPLACE);
        return KeyRing.open(folder.resolve("store"), KeyRing.Check.NONE);
    }

    @AfterEach
    void endAudit() {
        audit.close();
    }

    private static BufferedReader lines(HttpResponse<java.io.InputStream> stream) {
        assertThat(stream.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    private static void readToTheEnd(BufferedReader lines) throws Exception {
        while (lines.readLine() != null) {
            // signs of life until then
        }
    }

    @Test
    void aStreamEndsWhenItsReadersCertificateIsRevokedAndNothingIsAnsweredAnyMoreOnItsConnection() throws Exception {
        KeyMaterial root = ca.issue(CertificateProfile.of(Role.ADMIN, "root"));
        Client revoked = client(root);
        Client spared = certificate(Role.ADMIN, "other");
        try (BufferedReader events = lines(open(revoked, "GET", "watch", ""));
                BufferedReader others = lines(open(spared, "GET", "watch", ""))) {
            readUntil(events, "snapshotEnd");
            readUntil(others, "snapshotEnd");
            assertThat(get(revoked, "session").statusCode()).isEqualTo(200);

            X509CRL list = ca.revoke(Optional.empty(), List.of(root.certificate()));
            KeyMaterial own = ring.material();
            KeyMaterial next = new KeyMaterial(own.key(), own.chain(), own.authorities(), List.of(list));
            new ServerBundle(next).write(folder.resolve("store"), IfExists.REPLACE);

            readToTheEnd(events);
            assertThat(get(revoked, "session").statusCode())
                    .as("its other connection is open still")
                    .isEqualTo(401);
            cic.publish(cic.user("eve", "At Lunch"));
            readUntil(others, "At Lunch");
        }
        assertThat(audit.of("connection-ended")).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("about", "root")
                .containsEntry("port", "page")
                .containsEntry("serial", root.certificate().getSerialNumber().toString(16))
                .hasEntrySatisfying("reason", reason -> assertThat(reason).contains("was revoked on")));
    }

    @Test
    void aStreamEndsWhenItsReadersCertificateExpires() throws Exception {
        KeyMaterial brief = ca.issue(CertificateProfile.of(Role.CIC, "cic9").validFor(Duration.ofDays(2)));
        try (BufferedReader events = lines(open(client(brief), "GET", "watch", ""))) {
            readUntil(events, "snapshotEnd");

            now = now.plus(Duration.ofDays(3));

            readToTheEnd(events);
        }
        assertThat(audit.of("connection-ended"))
                .singleElement()
                .extracting(entry -> entry.get("reason"))
                .asString()
                .contains("expired on");
    }

    @Test
    void signInsSignOutsAndForgedRequestsStandInTheAuditLog() throws Exception {
        Client zoe = signIn("zoe");
        post(stranger(), "sign-in", "{\"name\":\"zoe\",\"password\":\"wrong\"}");
        post(stranger(), "sign-in", "{\"name\":\"zoe\",\"password\":\"wrong\"}");
        post(zoe.with("Origin", "https://evil.example"), "sign-out", "{}");
        post(zoe, "sign-out", "{}");

        assertThat(audit.of("sign-in")).anySatisfy(entry -> assertThat(entry)
                .containsEntry("about", "uid=zoe,dc=example,dc=com")
                .containsEntry("result", "done"));
        assertThat(audit.of("sign-in").stream().filter(entry -> "refused".equals(entry.get("result"))))
                .as("the same is told once a minute")
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("about", "zoe")
                        .containsEntry("reason", "REFUSED")
                        .hasEntrySatisfying(
                                "address", address -> assertThat(address).startsWith("127.0.0.1:")));
        assertThat(audit.of("request-refused")).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("about", "uid=zoe,dc=example,dc=com")
                .containsEntry("request", "POST /api/v1/sign-out")
                .hasEntrySatisfying("reason", reason -> assertThat(reason).contains("https://evil.example")));
        assertThat(audit.of("sign-out")).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("about", "uid=zoe,dc=example,dc=com"));
        assertThat(String.join("", audit.lines())).doesNotContain("secret", "wrong\"");
    }

    @Test
    void aRefusedCertificateStandsInTheAuditLogToo() throws Exception {
        KeyMaterial root = ca.at(() -> now.minus(Duration.ofDays(9)))
                .issue(CertificateProfile.of(Role.ADMIN, "root").validFor(Duration.ofDays(2)));
        try {
            assertThat(get(client(root), "session").statusCode()).isNotEqualTo(200);
        } catch (java.io.IOException e) {
            // what a client may see of it
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit.of("peer-refused")).anySatisfy(entry -> assertThat(entry)
                        .containsEntry("port", "page")
                        .containsEntry("certificate", "CN=root,OU=admin")));
    }

    @Test
    void manyStreamsOfABrowserShareOneConnectionOfHttp2() throws Exception {
        version = HttpClient.Version.HTTP_2;
        Client admin = certificate(Role.ADMIN, "root");
        HttpResponse<String> session = get(admin, "session");
        assertThat(session.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(session.body()).contains("\"role\":\"admin\"");
        try (BufferedReader one = lines(open(admin, "GET", "watch?email=eve@example.com", ""));
                BufferedReader two = lines(open(admin, "POST", "watch", "{\"emails\":[\"eve@example.com\"]}"))) {
            readUntil(one, "snapshotEnd");
            readUntil(two, "snapshotEnd");
            cic.publish(cic.user("eve", "At Lunch"));
            readUntil(one, "At Lunch");
            readUntil(two, "At Lunch");
        }
        version = HttpClient.Version.HTTP_1_1;
        assertThat(get(certificate(Role.ADMIN, "root"), "session").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
}
