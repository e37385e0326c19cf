package org.statusaggregator.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.InMemorySecrets;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestDirectory;

/** A page on a real port with five people, and clients that call it. Who waits for an event that never comes is told so. */
@Timeout(60)
abstract class WebFixture {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static CertificateAuthority ca;

    final InMemoryRosterStore store = new InMemoryRosterStore();
    final TestDirectory directory = new TestDirectory();
    final InMemorySecrets secrets = new InMemorySecrets();
    final TestCic cic = new TestCic("cic1", store);
    volatile Instant now = Instant.now();
    /** What clients speak that are made from now on, if the node does. */
    HttpClient.Version version = HttpClient.Version.HTTP_1_1;

    KeyRing ring;
    PageNode node;

    @BeforeAll
    static void certify() throws Exception {
        ca = CertificateAuthority.create("Test", Clock.systemUTC());
    }

    @BeforeEach
    void start() throws Exception {
        directory
                .put("ann", "Ann Müller", "ann@example.com", "a.mueller@example.com")
                .put("bob", "<script>alert('Bob')</script>", "bob@example.com")
                .put("eve", "Eve", "eve@example.com")
                .put("max", "Max", "max@example.com")
                .put("zoe", "Zoë", "zoe@example.com");
        directory.department("ann", "Sales").department("bob", "Sales").department("eve", "Research");
        cic.openWith(
                cic.user("ann", "Available"),
                cic.user("bob", "Gone Home"),
                cic.user("eve", "In a meeting"),
                cic.user("unlisted", "Available"));
        ring = ring(ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost()));
        node = another(() -> now);
        awaitLists(signIn("ann"));
    }

    /** The nodes' own certificate, and whom they trust. */
    KeyRing ring(KeyMaterial material) throws Exception {
        return KeyRing.fixed(material);
    }

    /** Another node of the same cluster. */
    PageNode another(InstantSource clock) throws Exception {
        return new PageNode(new PageNode.Cluster(store, directory, secrets, ca, ring), clock, 3);
    }

    void awaitLists(Client admin) {
        await().atMost(PATIENCE)
                .until(() -> get(admin, "contact-lists").body().split("\"contacts\":5", -1).length == 4);
        await().atMost(PATIENCE).until(() -> get(admin, "statuses").body().contains("unlisted"));
    }

    @AfterEach
    void stop() {
        node.close();
        ring.close();
    }

    /** Somebody who calls: with a certificate or not, and with some headers. */
    record Client(HttpClient http, Map<String, String> headers, int port) {
        Client with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Client(http, more, port);
        }

        Client without(String name) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(name);
            return new Client(http, fewer, port);
        }

        Client withCookie(String setCookie) {
            return with("Cookie", setCookie.substring(0, setCookie.indexOf(';')));
        }

        String firstCookie() {
            return headers.getOrDefault("X-Test-Set-Cookie", "");
        }

        Client at(PageNode other) {
            return new Client(http, headers, other.server.port());
        }
    }

    Client stranger() throws Exception {
        return new Client(http(ca, null, "TLSv1.3", "TLSv1.2"), Map.of("Content-Type", "application/json"), port());
    }

    Client stranger(String protocol) throws Exception {
        return new Client(http(ca, null, protocol), Map.of(), port());
    }

    Client certificate(Role role, String name) throws Exception {
        return client(ca, role, name);
    }

    Client client(CertificateAuthority authority, Role role, String name) throws Exception {
        KeyMaterial own = authority.issue(CertificateProfile.of(role, name));
        return client(own);
    }

    Client client(KeyMaterial own) throws Exception {
        return new Client(http(ca, own, "TLSv1.3"), Map.of("Content-Type", "application/json"), port());
    }

    private int port() {
        return node.server.port();
    }

    Client signIn(String name) throws Exception {
        HttpResponse<String> answer =
                post(stranger(), "sign-in", "{\"name\":\"" + name + "\",\"password\":\"secret\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        String token = answer.body().replaceFirst(".*\"antiForgeryToken\":\"([^\"]+)\".*", "$1");
        // kept in a header of the test's own, so that a test can look at it
        return stranger().withCookie(cookie).with("X-Anti-Forgery-Token", token).with("X-Test-Set-Cookie", cookie);
    }

    HttpResponse<String> get(Client client, String path) throws Exception {
        return raw(client, "GET", "/api/v1/" + path, "");
    }

    HttpResponse<String> post(Client client, String path, String body) throws Exception {
        HttpResponse<String> answer = raw(client, "POST", "/api/v1/" + path, body);
        return answer;
    }

    HttpResponse<String> raw(Client client, String method, String path, String body) throws Exception {
        return client.http().send(request(client, method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(Client client, String method, String path, String body) throws Exception {
        return client.http()
                .send(request(client, method, "/api/v1/" + path, body), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static HttpRequest request(Client client, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + client.port() + path.replace("\"", "%22")))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        client.headers().forEach(request::header);
        return request.build();
    }

    private HttpClient http(CertificateAuthority trusted, @Nullable KeyMaterial own, String... protocols)
            throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("ca", trusted.certificate());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (own != null) {
            store.setKeyEntry(
                    "own", own.key(), new char[0], own.chain().toArray(new java.security.cert.X509Certificate[0]));
        }
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers.getTrustManagers(), null);
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols);
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context)
                .sslParameters(parameters)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Lines of a stream up to one that contains the text. */
    static List<String> readUntil(java.io.BufferedReader lines, String text) throws Exception {
        List<String> read = new ArrayList<>();
        String line = lines.readLine();
        while (line != null) {
            read.add(line);
            if (line.contains(text)) {
                return read;
            }
            line = lines.readLine();
        }
        throw new AssertionError("the stream ended without " + text + ": " + read);
    }
}
