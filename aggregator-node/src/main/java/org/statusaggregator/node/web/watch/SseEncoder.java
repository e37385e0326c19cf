package org.statusaggregator.node.web.watch;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.wire.WatchEvents;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.json.StatusJson;

/**
 * Messages of a watch as server-sent events. A status is an event without a name; every mark has the name that it has in the proto. Resume tokens are the events' ids. Not
 * thread-safe.
 */
final class SseEncoder implements WatchEvents.Sink {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    /** One in so many progress marks carries its token: it is long, and a reader that resumes a little earlier loses nothing. */
    private static final int TOKEN_EVERY = 3;

    private final WatchEvents events = new WatchEvents();
    private final Predicate<String> visible;
    private final ByteArrayBuilder out = new ByteArrayBuilder(4_096);
    private String lastToken = "";
    private int marks;
    private boolean complete;

    /**
     * An encoder.
     *
     * @param visible which addresses the reader may see
     */
    SseEncoder(Predicate<String> visible) {
        this.visible = visible;
    }

    /** The events of some messages. */
    byte[] encode(List<byte[]> messages) {
        messages.forEach(message -> events.tell(message, this));
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** Whether everything was told once, so that a reader who wants no more may go. */
    boolean isComplete() {
        return complete;
    }

    static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private void event(String name, String token, JsonText.Part data) {
        if (!token.isEmpty()) {
            line("id: " + token);
        }
        if (!name.isEmpty()) {
            line("event: " + name);
        }
        out.write(DATA, 0, DATA.length);
        byte[] json = JsonText.of(data);
        out.write(json, 0, json.length);
        out.write(END, 0, END.length);
    }

    private void mark(String name, JsonText.Part fields) {
        event(name, "", json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    private void line(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
    }

    private void token(String name, byte[] token) {
        lastToken = text(token);
        event(name, lastToken, json -> {
            json.writeStartObject();
            json.writeEndObject();
        });
    }

    @Override
    public void started(String watchId, String node, boolean resumed) {
        mark("started", json -> {
            json.writeStringField("watchId", watchId);
            json.writeStringField("node", node);
            json.writeBooleanField("resumed", resumed);
        });
    }

    @Override
    public void snapshotBegin() {
        mark("snapshotBegin", json -> {});
    }

    @Override
    public void snapshotEnd(byte[] token) {
        token("snapshotEnd", token);
        complete = true;
    }

    @Override
    public void progress(byte[] token) {
        boolean news = token.length > 0 && !text(token).equals(lastToken);
        if (news && marks++ % TOKEN_EVERY == 0) {
            token("progress", token);
            complete = true;
        } else {
            out.write(SIGN_OF_LIFE, 0, SIGN_OF_LIFE.length);
            complete |= token.length > 0;
        }
    }

    @Override
    public void status(Status status) {
        if (visible.test(status.email())) {
            event("", "", json -> StatusJson.write(json, status));
        }
    }

    @Override
    public void removed(RemovedUser user) {
        if (visible.test(user.email())) {
            event("", "", json -> StatusJson.write(json, user));
        }
    }

    @Override
    public void cicServer(String cicServer, CicServerState state) {
        mark("cicServer", json -> {
            json.writeStringField("cicServer", cicServer);
            json.writeStringField("state", state.name());
        });
    }

    @Override
    public void contactList(String name, String version) {
        mark("contactList", json -> {
            json.writeStringField("contactList", name);
            json.writeStringField("version", version);
        });
    }

    @Override
    public void resyncBegin(String cicServer) {
        mark("resyncBegin", json -> json.writeStringField("cicServer", cicServer));
    }

    @Override
    public void resyncEnd(String cicServer) {
        mark("resyncEnd", json -> json.writeStringField("cicServer", cicServer));
    }

    @Override
    public void goAway(List<String> hosts, String reason) {
        mark("goAway", json -> {
            json.writeArrayFieldStart("hosts");
            for (String host : hosts) {
                json.writeString(host);
            }
            json.writeEndArray();
            json.writeStringField("reason", reason);
        });
    }
}
