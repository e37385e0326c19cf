package org.statusaggregator.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.tls.Role;

/** Who gets in, what is answered, and what every answer forbids the browser. */
class WebServerTest extends WebFixture {
    @Test
    void withoutASessionOrACertificateNothingIsTold() throws Exception {
        for (String path : List.of(
                "session",
                "nodes",
                "contact-lists",
                "contact-lists/people/all",
                "contacts?contactList=people",
                "statuses",
                "statuses/ann@example.com",
                "watch")) {
            HttpResponse<String> answer = get(stranger(), path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"reason\":\"SIGN_IN\"").doesNotContain("example.com\"");
        }
    }

    @Test
    void aPersonSignsInSeesThePublicListsAndSignsOut() throws Exception {
        Client zoe = signIn("zoe");

        assertThat(get(zoe, "session").body()).contains("\"name\":\"zoe\"", "\"role\":\"person\"");
        assertThat(get(zoe, "contact-lists").body())
                .contains("\"name\":\"people\"", "\"name\":\"plain\"")
                .doesNotContain("board");
        assertThat(get(zoe, "contacts?contactList=board").statusCode()).isEqualTo(404);
        assertThat(get(zoe, "contact-lists/board/all").statusCode()).isEqualTo(404);
        assertThat(post(zoe, "sign-out", "{}").statusCode()).isEqualTo(204);
        assertThat(get(zoe, "session").statusCode()).as("the cookie is gone").isEqualTo(401);
        assertThat(get(zoe.withCookie(zoe.firstCookie()), "session").statusCode())
                .as("and worth nothing any more")
                .isEqualTo(401);
    }

    @Test
    void groupsDecideWhoSeesMore() throws Exception {
        assertThat(get(signIn("bea"), "contact-lists").body()).contains("\"name\":\"board\"");
        assertThat(get(signIn("bea"), "session").body()).contains("\"role\":\"person\"");
        Client ann = signIn("ann");
        assertThat(get(ann, "session").body()).contains("\"role\":\"admin\"");
        assertThat(get(ann, "contact-lists").body()).contains("\"name\":\"board\"");
    }

    @Test
    void onlyAdministratorsSeeHowTheClusterDoes() throws Exception {
        assertThat(get(signIn("zoe"), "admin").statusCode()).isEqualTo(403);
        assertThat(get(certificate(Role.CIC, "cic9"), "admin").statusCode()).isEqualTo(403);
        assertThat(get(stranger(), "admin").statusCode()).isEqualTo(401);
        for (Client admin : List.of(signIn("ann"), certificate(Role.ADMIN, "root"))) {
            assertThat(get(admin, "admin").body())
                    .contains("{\"name\":\"cic1\",\"state\":\"LIVE\",\"homeNode\":\"node1\",\"users\":4,")
                    .contains("\"certificates\":[{\"name\":\"sa1\",\"endsAt\":\"1970-01-01T00:00:00Z\"}]")
                    .contains(
                            "\"outcome\":\"CHANGED\"",
                            "\"watches\":0",
                            "\"changesPerSecond\":[",
                            "\"deliveredPerSecond\":[");
        }
    }

    @Test
    void everyCallThatIsDescribedIsThere() throws Exception {
        Client admin = certificate(Role.ADMIN, "root");
        JsonObject paths = JsonParser.parseString(
                        get(stranger(), "openapi.json").body())
                .getAsJsonObject()
                .getAsJsonObject("paths");
        assertThat(paths.keySet()).hasSizeGreaterThan(12);
        for (String path : paths.keySet()) {
            String real = path.substring(1)
                    .replace("{name}", "people")
                    .replace("{email}", "ann@example.com")
                    .replace("{id}", "none");
            boolean get = paths.getAsJsonObject(path).has("get");
            HttpResponse<String> answer = get
                    ? get(
                            admin,
                            real.equals("watch")
                                    ? "watch?once=true"
                                    : real + (real.equals("contacts") ? "?contactList=people" : ""))
                    : post(admin, real, "{}");
            assertThat(answer.statusCode() == 404 && answer.body().contains("there is no such call"))
                    .as(path)
                    .isFalse();
            assertThat(answer.statusCode()).as(path).isNotIn(405, 500);
        }
    }

    @Test
    void theCookieIsForThisHostOverHttpsAndForNobodyElse() throws Exception {
        assertThat(signIn("zoe").firstCookie())
                .startsWith("__Host-aggregator=")
                .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=3600")
                .doesNotContain("Domain");
    }

    @Test
    void aWrongPasswordAnUnknownNameAndTooManyAttemptsSayNoMoreThanThat() throws Exception {
        Client client = stranger();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> refused = post(client, "sign-in", "{\"name\":\"zoe\",\"password\":\"no\"}");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
        }
        HttpResponse<String> limited = post(client, "sign-in", "{\"name\":\"zoe\",\"password\":\"secret\"}");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.body()).contains("TOO_MANY_ATTEMPTS");
        assertThat(post(client, "sign-in", "{\"name\":\"down\",\"password\":\"x\"}")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aRequestThatAnotherSitesPageCausedIsRefused() throws Exception {
        Client zoe = signIn("zoe");
        assertThat(post(zoe.without("X-Anti-Forgery-Token"), "sign-out", "{}").statusCode())
                .isEqualTo(403);
        assertThat(post(zoe.with("X-Anti-Forgery-Token", "guess"), "watch/x", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(zoe.with("Origin", "https://evil.example"), "sign-out", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(zoe.with("Sec-Fetch-Site", "cross-site"), "sign-out", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(certificate(Role.ADMIN, "root").with("Sec-Fetch-Site", "cross-site"), "watch/x", "{}")
                        .statusCode())
                .as("a certificate is sent along by itself too")
                .isEqualTo(403);
        assertThat(post(stranger().with("Content-Type", "text/plain"), "sign-in", "{}")
                        .statusCode())
                .as("what a form of another site can send")
                .isEqualTo(415);
        assertThat(get(zoe, "session").statusCode()).as("nothing happened").isEqualTo(200);
    }

    @Test
    void certificatesOfAdministratorsAndCicServersAreEnoughAndThoseOfNodesOpenNothing() throws Exception {
        assertThat(get(certificate(Role.ADMIN, "root"), "contact-lists").body()).contains("\"board\"");
        Client cic = certificate(Role.CIC, "cic9");
        assertThat(get(cic, "session").body()).contains("\"role\":\"cic\"").doesNotContain("antiForgeryToken");
        assertThat(get(cic, "contact-lists").body()).contains("\"people\"").doesNotContain("\"board\"");
        assertThat(get(cic, "statuses/unlisted@example.com").statusCode()).isEqualTo(200);
        assertThat(refused(certificate(Role.MEMBER, "sa9"), "session", "")).isTrue();
    }

    /** Java's client does not even show it, as the node names the authorities that it takes; one that shows it has its connection ended. */
    @Test
    void aCertificateOfAnotherAuthorityOpensNothing() throws Exception {
        CertificateAuthority other = CertificateAuthority.create("Other", Clock.systemUTC());
        assertThat(refused(client(other, Role.ADMIN, "root"), "session", "")).isTrue();
        CertificateAuthority sameName = CertificateAuthority.create("Test", Clock.systemUTC());
        assertThat(refused(client(sameName, Role.ADMIN, "root"), "session", "")).isTrue();
    }

    /** Whether there was no good answer: a refusal, or an end of the connection, which is what a client may see of it that is still sending. */
    private boolean refused(Client client, String path, String body) throws Exception {
        try {
            return (body.isEmpty() ? get(client, path) : post(client, path, body)).statusCode() >= 400;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void oldProtocolsAreRefused() {
        for (String protocol : List.of("TLSv1", "TLSv1.1")) {
            assertThatThrownBy(() -> get(stranger(protocol), "session")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void everyAnswerForbidsTheBrowserWhatThePageDoesNotNeed() throws Exception {
        for (String path : List.of("/", "/js/main.js", "/nothing", "/api/v1/session", "/api/v1/openapi.json")) {
            HttpResponse<String> answer = raw(stranger(), "GET", path, "");
            Map<String, List<String>> headers = answer.headers().map();
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(headers)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("strict-transport-security", List.of("max-age=31536000"))
                    .doesNotContainKey("server")
                    .doesNotContainKey("access-control-allow-origin");
        }
        assertThat(raw(stranger(), "GET", "/api/v1/session", "").headers().firstValue("cache-control"))
                .contains("no-store");
    }

    @Test
    void onlyTheFilesOfThePageAreServed() throws Exception {
        assertThat(raw(stranger(), "GET", "/", "").body()).contains("<script type=\"module\"");
        HttpResponse<String> library = raw(stranger(), "GET", "/lib/virtual-core/index.js", "");
        assertThat(library.body()).contains("Virtualizer");
        String etag = library.headers().firstValue("etag").orElseThrow();
        assertThat(raw(stranger().with("If-None-Match", etag), "GET", "/lib/virtual-core/index.js", "")
                        .statusCode())
                .isEqualTo(304);
        for (String path : List.of(
                "/reference.conf",
                "/js/",
                "/js/../reference.conf",
                "/..%2freference.conf",
                "/org/statusaggregator/",
                "/META-INF/MANIFEST.MF",
                "/api/v1",
                "/%00")) {
            assertThat(raw(stranger(), "GET", path, "").statusCode()).as(path).isIn(400, 404);
        }
        assertThat(raw(stranger(), "PUT", "/index.html", "x").statusCode()).isEqualTo(405);
    }

    @Test
    void requestsThatAreTooLargeAreRefused() throws Exception {
        Client zoe = signIn("zoe");
        String long1 = "{\"name\":\"" + "x".repeat(5_000) + "\",\"password\":\"x\"}";
        assertThat(post(stranger(), "sign-in", long1).statusCode()).isEqualTo(413);
        assertThat(refused(zoe, "watch", "{\"emails\":[\"" + "x".repeat(2 << 20) + "\"]}"))
                .isTrue();
        assertThat(raw(stranger().with("X-Long", "x".repeat(20_000)), "GET", "/", "")
                        .statusCode())
                .isEqualTo(431);
        assertThat(raw(stranger(), "GET", "/api/v1/session?" + "x".repeat(20_000), "")
                        .statusCode())
                .isIn(414, 431);
    }

    @Test
    void unknownCallsParametersAndFieldsAreNamed() throws Exception {
        Client zoe = signIn("zoe");
        assertThat(get(zoe, "nonsense").statusCode()).isEqualTo(404);
        assertThat(raw(zoe, "DELETE", "/api/v1/statuses", "").statusCode()).isEqualTo(405);
        assertThat(get(zoe, "statuses?emial=x").body()).contains("BAD_FIELD", "\"field\":\"emial\"", "pageToken");
        assertThat(get(zoe, "statuses?pageSize=0").body()).contains("\"expected\":\"1 to 1000\"");
        assertThat(get(zoe, "statuses?pageToken=zzz").body()).contains("\"field\":\"pageToken\"");
        assertThat(get(zoe, "contacts?contactList=people&shoeSize=9").body()).contains("\"field\":\"shoeSize\"");
        assertThat(get(zoe, "contacts").body()).contains("\"field\":\"contactList\"");
        assertThat(post(zoe, "sign-in", "{\"user\":\"x\"}").body()).contains("\"field\":\"user\"");
        assertThat(get(zoe, "statuses?email=%ff").statusCode()).isIn(200, 400);
    }
}
