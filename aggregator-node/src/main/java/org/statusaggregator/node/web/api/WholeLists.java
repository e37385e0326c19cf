package org.statusaggregator.node.web.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.ListSnapshot;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.json.ContactColumns;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.session.Caller;

/**
 * {@code GET /contact-lists/NAME/all}: every contact of a list, without statuses, in a table that a browser reads quickly. Made once for each state of a list and
 * kept, compressed: everybody who opens the page asks for it, and it changes with a poll only.
 */
final class WholeLists {
    private static final List<ContactField> FIELDS = ContactColumns.NAMED;

    private final ContactDirectory directory;
    private final Sight sight;
    private final Executor executor;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /** A list in one state, ready to be sent. */
    private record Made(String version, CompletableFuture<byte[]> zipped) {}

    /**
     * Lists of this directory.
     *
     * @param executor for work that takes a while with many contacts
     */
    WholeLists(ContactDirectory directory, Sight sight, Executor executor) {
        this.directory = directory;
        this.sight = sight;
        this.executor = executor;
    }

    CompletionStage<Answer> get(Exchange exchange, Caller caller, String name) {
        Query.only(exchange);
        ContactListSource list = sight.list(caller, name);
        ListSnapshot snapshot = directory.snapshot(list);
        String etag = '"' + snapshot.version() + '"';
        if (Conditional.has(exchange, etag)) {
            return CompletableFuture.completedStage(Answer.notModified(etag));
        }
        return zipped(snapshot).thenApply(bytes -> Answer.json(bytes)
                .with("Content-Encoding", "gzip")
                .with("ETag", etag)
                .with("Cache-Control", "private, no-cache"));
    }

    private CompletionStage<byte[]> zipped(ListSnapshot snapshot) {
        Made now = made.compute(snapshot.name(), (name, held) -> {
            boolean usable = held != null
                    && held.version().equals(snapshot.version())
                    && !held.zipped().isCompletedExceptionally();
            return usable
                    ? held
                    : new Made(snapshot.version(), CompletableFuture.supplyAsync(() -> make(snapshot), executor));
        });
        return now.zipped();
    }

    private static byte[] make(ListSnapshot snapshot) {
        byte[] plain = JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("version", snapshot.version());
            json.writeArrayFieldStart("columns");
            json.writeString("id");
            json.writeString("emails");
            json.writeString("name");
            for (ContactField field : FIELDS) {
                json.writeString(field.name());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("contacts");
            for (Contact contact : snapshot.contacts()) {
                json.writeStartArray();
                json.writeString(contact.id());
                json.writeString(String.join(" ", contact.emails()));
                json.writeString(contact.label());
                for (ContactField field : FIELDS) {
                    json.writeString(contact.get(field));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return zipped.toByteArray();
    }
}
