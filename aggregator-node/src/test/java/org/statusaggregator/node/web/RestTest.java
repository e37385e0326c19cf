package org.statusaggregator.node.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.TestCic;

/** What is answered to those who may ask. */
class RestTest extends WebFixture {
    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static BufferedReader lines(HttpResponse<InputStream> stream) {
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    @Test
    void statusesAreReadByAddressAndAsPages() throws Exception {
        Client admin = certificate(Role.ADMIN, "root");
        assertThat(json(get(admin, "statuses/ANN@Example.com")).get("statusKey").getAsString())
                .isEqualTo("Available");
        assertThat(get(admin, "statuses/nobody@example.com").statusCode()).isEqualTo(404);
        JsonObject first = json(get(admin, "statuses?pageSize=3"));
        assertThat(first.getAsJsonArray("statuses")).hasSize(3);
        JsonObject second = json(get(
                admin,
                "statuses?pageSize=3&pageToken=" + first.get("nextPageToken").getAsString()));
        assertThat(second.getAsJsonArray("statuses")).hasSize(1);
        assertThat(second.get("nextPageToken").getAsString()).isEmpty();
        assertThat(json(get(admin, "statuses?email=ann@example.com,eve@example.com&cicServer=CIC1"))
                        .getAsJsonArray("statuses"))
                .hasSize(2);
        assertThat(json(get(admin, "statuses?cicServer=other")).getAsJsonArray("statuses"))
                .isEmpty();
    }

    @Test
    void aPersonSeesOnlyThoseWhomAContactListShows() throws Exception {
        Client zoe = signIn("zoe");
        assertThat(get(zoe, "statuses").body()).contains("ann@example.com").doesNotContain("unlisted");
        assertThat(get(zoe, "statuses/unlisted@example.com").statusCode()).isEqualTo(404);
        assertThat(get(zoe, "statuses/ann@example.com").statusCode()).isEqualTo(200);
        HttpResponse<InputStream> stream = open(zoe, "GET", "watch", "");
        assertThat(readUntil(lines(stream), "snapshotEnd")).noneMatch(line -> line.contains("unlisted"));
    }

    @Test
    void contactsAreFilteredAsAboveTheColumnsOfThePage() throws Exception {
        Client zoe = signIn("zoe");
        assertThat(names(zoe, "")).containsExactlyInAnyOrder("ann", "bob", "eve", "max", "zoe");
        assertThat(names(zoe, "&name=MULLER")).containsExactly("ann");
        assertThat(names(zoe, "&name==zoe")).containsExactly("zoe");
        assertThat(names(zoe, "&emails=*mueller*")).containsExactly("ann");
        assertThat(names(zoe, "&department=sal&statusKey=gone")).containsExactly("bob");
        assertThat(names(zoe, "&statusPresence=WITHOUT_STATUS")).containsExactlyInAnyOrder("max", "zoe");
        assertThat(names(zoe, "&orderBy=statusKey&descending=true&statusPresence=WITH_STATUS"))
                .containsExactly("eve", "bob", "ann");
        JsonObject page = json(get(zoe, "contacts?contactList=people&pageSize=2"));
        assertThat(page.get("matching").getAsInt()).isEqualTo(5);
        JsonObject next = json(get(
                zoe,
                "contacts?contactList=people&pageSize=2&pageToken="
                        + page.get("nextPageToken").getAsString()));
        assertThat(next.getAsJsonArray("contacts"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(page.getAsJsonArray("contacts"));
        assertThat(get(zoe, "contacts?contactList=plain").body()).doesNotContain("statusKey");
    }

    private List<String> names(Client client, String query) throws Exception {
        JsonArray contacts =
                json(get(client, "contacts?contactList=people" + query)).getAsJsonArray("contacts");
        return contacts.asList().stream()
                .map(contact -> contact.getAsJsonObject().get("id").getAsString())
                .toList();
    }

    @Test
    void namesAreDataWhateverTheyLookLike() throws Exception {
        HttpResponse<String> answer = get(signIn("zoe"), "contacts?contactList=people");

        assertThat(answer.body())
                .doesNotContain("<")
                .containsIgnoringCase("\\u003cscript\\u003ealert(\\u0027Bob\\u0027)");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() throws Exception {
        Client zoe = signIn("zoe");
        for (String path : List.of(
                "contact-lists",
                "contact-lists/people/all",
                "contacts?contactList=people",
                "statuses",
                "statuses/ann@example.com",
                "openapi.json")) {
            String etag = get(zoe, path).headers().firstValue("etag").orElseThrow();
            Client knowing = zoe.with("If-None-Match", "\"other\", " + etag);
            HttpResponse<String> again = get(knowing, path);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        String etag = get(zoe, "statuses").headers().firstValue("etag").orElseThrow();
        cic.publish(cic.user("ann", "Gone Home"));
        await().atMost(PATIENCE)
                .until(() -> get(zoe.with("If-None-Match", etag), "statuses").statusCode() == 200);
    }

    @Test
    void aWholeListComesCompressedWithoutStatuses() throws Exception {
        HttpResponse<InputStream> answer = open(signIn("zoe"), "GET", "contact-lists/people/all", "");
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body().readAllBytes())).readAllBytes(),
                StandardCharsets.UTF_8);
        JsonObject list = JsonParser.parseString(text).getAsJsonObject();
        assertThat(list.getAsJsonArray("columns").get(1).getAsString()).isEqualTo("emails");
        assertThat(list.getAsJsonArray("contacts")).hasSize(5);
        assertThat(text).contains("ann@example.com a.mueller@example.com").doesNotContain("Available");
    }

    @Test
    void changesArriveAsEventsAndAWatchGoesOnWithItsToken() throws Exception {
        Client zoe = signIn("zoe");
        String token;
        try (BufferedReader events = lines(open(zoe, "GET", "watch?contactList=people", ""))) {
            token = token(readUntil(events, "snapshotEnd"));
            cic.publish(cic.user("eve", "At Lunch"));
            assertThat(readUntil(events, "At Lunch")).noneMatch(line -> line.contains("unlisted"));
        }
        cic.publish(cic.user("bob", "On Vacation"), cic.user("bob", "Available"));
        try (BufferedReader events =
                lines(open(zoe.with("Last-Event-ID", token), "GET", "watch?contactList=people", ""))) {
            assertResumedForBobOnly(readUntil(events, "\"userId\":\"bob\""));
        }
        HttpResponse<String> bad = get(zoe.with("Last-Event-ID", "AAAA"), "watch?contactList=people");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("BAD_RESUME_TOKEN");
    }

    @Test
    void aWatchGoesOnWithItsTokenAtAnotherNode() throws Exception {
        Client admin = certificate(Role.ADMIN, "root");
        String token;
        try (BufferedReader events = lines(open(admin, "GET", "watch?cicServer=cic1", ""))) {
            token = token(readUntil(events, "snapshotEnd"));
        }
        cic.publish(cic.user("bob", "On Vacation"));
        try (PageNode other = another(() -> now);
                BufferedReader events =
                        lines(open(admin.at(other).with("Last-Event-ID", token), "GET", "watch?cicServer=cic1", ""))) {
            assertResumedForBobOnly(readUntil(events, "\"userId\":\"bob\""));
        }
    }

    @Test
    void aWatchWhoseContactListHasChangedBeginsAnew() throws Exception {
        Client zoe = signIn("zoe");
        String token;
        try (BufferedReader events = lines(open(zoe, "GET", "watch?contactList=people", ""))) {
            token = token(readUntil(events, "snapshotEnd"));
        }
        // the other node has read the list by itself: to the token it is another one
        try (PageNode other = another(() -> now);
                BufferedReader events = lines(
                        open(zoe.at(other).with("Last-Event-ID", token), "GET", "watch?contactList=people", ""))) {
            List<String> read = readUntil(events, "snapshotEnd");
            assertThat(read).anyMatch(line -> line.contains("snapshotBegin"));
            assertThat(read).noneMatch(line -> line.contains("\"resumed\":true"));
        }
    }

    private static String token(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("id: ")).reduce("", (before, line) -> line.substring(4));
    }

    private static void assertResumedForBobOnly(List<String> lines) {
        assertThat(lines).anyMatch(line -> line.contains("\"resumed\":true"));
        assertThat(lines).noneMatch(line -> line.contains("snapshotBegin") || line.contains("\"userId\":\"ann\""));
    }

    @Test
    void aWatchByAddressesIsChangedWhileItRuns() throws Exception {
        Client zoe = signIn("zoe");
        try (BufferedReader events =
                lines(open(zoe, "POST", "watch", "{\"emails\":[\"Ann@Example.com\",\"unlisted@example.com\"]}"))) {
            List<String> read = readUntil(events, "snapshotEnd");
            assertThat(read).anyMatch(line -> line.contains("ann@")).noneMatch(line -> line.contains("unlisted"));
            String id = read.get(1).replaceFirst(".*\"watchId\":\"([^\"]+)\".*", "$1");
            assertThat(post(signIn("bea"), "watch/" + id, "{\"addEmails\":[\"eve@example.com\"]}")
                            .statusCode())
                    .as("of somebody else")
                    .isEqualTo(404);
            assertThat(json(post(
                                    zoe,
                                    "watch/" + id,
                                    "{\"addEmails\":[\"eve@example.com\"],\"removeEmails\":[\"ann@example.com\"]}"))
                            .get("emails")
                            .getAsInt())
                    .isEqualTo(2);
            cic.publish(cic.user("ann", "Gone Home"));
            cic.publish(cic.user("eve", "On Vacation"));
            assertThat(readUntil(events, "On Vacation")).noneMatch(line -> line.contains("Gone Home"));
        }
    }

    @Test
    void onePersonHasOnlySoManyStreams() throws Exception {
        Client zoe = signIn("zoe");
        HttpResponse<InputStream> first = open(zoe, "GET", "watch", "");
        open(zoe, "GET", "watch", "");
        open(zoe, "GET", "watch", "");
        assertThat(get(zoe, "watch").statusCode()).isEqualTo(429);
        try (BufferedReader others = lines(open(signIn("bea"), "GET", "watch", ""))) {
            readUntil(others, "snapshotEnd");
        }
        first.body().close();
        // a connection that was closed is noticed when something is written to it
        await().atMost(PATIENCE)
                .until(() -> get(zoe.with("Connection-Check", "1"), "watch?once=true")
                                .statusCode()
                        == 200);
    }

    @Test
    void aStreamEndsWhenThePersonSignsOut() throws Exception {
        Client zoe = signIn("zoe");
        try (BufferedReader events = lines(open(zoe, "GET", "watch", ""))) {
            readUntil(events, "snapshotEnd");
            assertThat(post(zoe, "sign-out", "{}").statusCode()).isEqualTo(204);
            await().atMost(PATIENCE).until(() -> {
                while (events.ready()) {
                    events.readLine();
                }
                return node.hub.reports().join().isEmpty();
            });
        }
    }

    @Test
    void aSnapshotForScriptsEndsByItself() throws Exception {
        HttpResponse<String> answer = get(certificate(Role.CIC, "cic9"), "watch?email=bob@example.com&once=true");

        assertThat(answer.body()).contains("\"userId\":\"bob\"", "snapshotEnd");
        assertThat(answer.body()).doesNotContain(TestCic.email("ann"));
    }
}
