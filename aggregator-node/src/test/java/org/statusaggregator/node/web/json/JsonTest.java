package org.statusaggregator.node.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.WireContacts;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.node.request.BadFieldException;

/** Our JSON is protobuf's, written faster; and what comes in is read with suspicion. */
class JsonTest {
    private static String text(JsonText.Part part) {
        return new String(JsonText.of(part), StandardCharsets.UTF_8);
    }

    /** As commands print it. */
    private static String protobufs(MessageOrBuilder message) throws InvalidProtocolBufferException {
        return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message);
    }

    @Provide
    Arbitrary<Status> statuses() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(Instant::ofEpochSecond)
                .injectNull(0.3);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<Until> untils = Combinators.combine(times.filter(time -> time != null), flags, flags)
                .as(Until::new);
        Arbitrary<StatusKey> keys = Combinators.combine(texts, flags, times, untils.injectNull(0.5), texts)
                .as(StatusKey::new);
        Arbitrary<Version> versions = Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.longs().greaterOrEqual(1))
                .as(Version::new);
        return Combinators.combine(texts, texts, keys, flags, times, texts, versions, Arbitraries.of(Source.class))
                .as((name, user, key, onPhone, since, logon, version, source) ->
                        new Status(name, user, user + "@x", key, onPhone, since, logon, version, source));
    }

    @Property(tries = 300)
    void aStatusIsWrittenAsProtobufWritesIt(@ForAll("statuses") Status status) throws InvalidProtocolBufferException {
        String ours = text(json -> StatusJson.write(json, status));

        assertThat(JsonParser.parseString(ours))
                .isEqualTo(JsonParser.parseString(protobufs(WireStatus.toProto(status))));
    }

    @Property(tries = 100)
    void aContactIsWrittenAsProtobufWritesIt(@ForAll("statuses") Status status) throws InvalidProtocolBufferException {
        Contact contact = Contact.of(
                status.userId(),
                List.of(status.email(), "b@x"),
                Map.of(
                        ContactField.DISPLAY_NAME,
                        status.cicServer(),
                        ContactField.BUSINESS_EMAIL,
                        status.email(),
                        ContactField.NOTES,
                        status.key().detail(),
                        ContactField.other(7),
                        "seven"));

        assertThat(JsonParser.parseString(text(json -> StatusJson.write(json, contact, status))))
                .isEqualTo(JsonParser.parseString(protobufs(WireContacts.toProto(contact, status))));
        assertThat(JsonParser.parseString(text(json -> StatusJson.write(json, contact, null))))
                .isEqualTo(JsonParser.parseString(protobufs(WireContacts.toProto(contact, null))));
    }

    @Test
    void aUserWhoIsGoneHasIdentityAndVersionOnly() throws InvalidProtocolBufferException {
        RemovedUser gone = new RemovedUser("cic1", "u1", "u1@x", new Version(3, 4));
        org.statusaggregator.v1.Status proto = org.statusaggregator.v1.Status.newBuilder()
                .setCicServer("cic1")
                .setUserId("u1")
                .setEmail("u1@x")
                .setRemoved(true)
                .setEpoch(3)
                .setSequence(4)
                .build();

        assertThat(JsonParser.parseString(text(json -> StatusJson.write(json, gone))))
                .isEqualTo(JsonParser.parseString(protobufs(proto)));
    }

    @Test
    void whatHtmlOrAReadersEyeWouldObeyIsEscaped() {
        String json = text(out -> out.writeString("<script>'&\u202eevil\u2066\u0085\u2028"));

        assertThat(json)
                .isEqualToIgnoringCase("\"\\u003cscript\\u003e\\u0027\\u0026\\u202eevil\\u2066\\u0085\\u2028\"");
    }

    private static JsonObject read(String json) {
        return JsonObject.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bodiesAreReadOnlyIfTheyAreWhatWasExpected() {
        JsonObject good = read("{\"name\":\"ann\",\"emails\":[\"a\",\"b\"],\"filter\":{\"x\":\"y\"},\"none\":null}");

        assertThat(good.text("name")).isEqualTo("ann");
        assertThat(good.text("none")).isEmpty();
        assertThat(good.text("absent")).isEmpty();
        assertThat(good.texts("emails")).containsExactly("a", "b");
        assertThat(good.object("filter").text("x")).isEqualTo("y");
        refused(() -> good.text("emails"), "emails");
        refused(() -> good.texts("name"), "name");
        refused(() -> good.only("name"), "emails: \"\" (expected: one of [name])");
        refused(() -> good.object("filter").only("z"), "filter.x");
    }

    @Test
    void bodiesThatAreNotAreRefusedWithASentence() {
        for (String bad : List.of(
                "",
                "null",
                "[]",
                "{",
                "{\"a\":1}",
                "{\"a\":[1]}",
                "{\"a\":[[\"x\"]]}",
                "{\"a\":\"x\",\"a\":\"y\"}",
                "{} {}",
                "{\"a\":\"" + "x".repeat(20_000) + "\"}",
                "{\"a\":".repeat(50) + "{}" + "}".repeat(50))) {
            refused(() -> read(bad), "expected: ");
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BadFieldException.class).hasMessageContaining(message);
    }
}
