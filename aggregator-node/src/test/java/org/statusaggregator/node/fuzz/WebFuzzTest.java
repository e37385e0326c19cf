package org.statusaggregator.node.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.support.Fuzz;
import org.statusaggregator.node.web.json.JsonObject;
import org.statusaggregator.node.web.session.Session;
import org.statusaggregator.node.web.session.SessionSigner;

/** Whatever a browser or a script sends to the page's port is read or refused. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class WebFuzzTest {
    private static final byte[] KEY = new byte[32];
    private static final Session SESSION = new Session(
            "0b8a4c0e-0000-4000-8000-000000000001",
            "uid=anna,ou=people",
            "Anna Café",
            true,
            List.of("cn=a,ou=groups", "cn=b,ou=groups"),
            1_800_000_000);

    @Test
    void bodiesOfRequests() {
        Fuzz.run(
                Fuzz.texts(
                        "{\"name\":\"anna\",\"password\":\"p\\u00e4ss\"}",
                        "{\"emails\":[\"a@b\",\"c@d\"],\"cicServers\":[],\"resumeToken\":null,\"once\":\"true\"}",
                        "{\"filter\":{\"a\":{\"b\":[\"c\"]}},\"addEmails\":[\"\\ud83d\\ude00@x\"]}"),
                Set.of(BadFieldException.class),
                input -> {
                    JsonObject object = JsonObject.read(input);
                    String unused = object.text("name") + object.texts("emails");
                    object.object("filter").only("a").object("a");
                });
    }

    /** Names as long as a body may be, and objects as deep. */
    @Test
    void bodiesThatGrowInDepth() {
        Fuzz.run(
                Fuzz.INPUTS / 100,
                Fuzz.texts(
                        "{\"a\":".repeat(2_000),
                        "[".repeat(100_000),
                        "{\"a\":{\"b\":[\"".repeat(900) + "\"]" + "}".repeat(900)),
                Set.of(BadFieldException.class),
                JsonObject::read);
    }

    @Test
    void cookies() {
        SessionSigner signer = new SessionSigner(KEY);
        Fuzz.run(Fuzz.texts(signer.sign(SESSION)), Set.of(), input -> {
            @Nullable Session unused = signer.verify(new String(input, ISO_8859_1));
        });
    }

    /** As after an update of the form: signed by us, and not what is expected. */
    @Test
    void cookiesThatAreSignedButSpoilt() {
        SessionSigner signer = new SessionSigner(KEY);
        String signed = signer.sign(SESSION);
        byte[] content = Base64.getUrlDecoder().decode(signed.substring(0, signed.indexOf('.')));
        Fuzz.run(List.of(content), Set.of(), input -> {
            @Nullable Session unused = signer.verify(text(input) + "." + text(mac(input)));
        });
    }

    private static byte[] mac(byte[] content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update("session\n".getBytes(UTF_8));
        return mac.doFinal(Arrays.copyOf(content, content.length));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
