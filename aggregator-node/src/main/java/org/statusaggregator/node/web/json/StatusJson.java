package org.statusaggregator.node.web.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;

/** Statuses and contacts in protobuf's JSON mapping of {@code status.proto} and {@code contacts.proto}, every field present, as commands print them with {@code -o json}. */
public final class StatusJson {
    private static final String UNSPECIFIED = "SOURCE_UNSPECIFIED";

    private StatusJson() {}

    /** A status. */
    public static void write(JsonGenerator json, Status status) throws IOException {
        write(json, status, false, source(status));
    }

    /** A user who is gone. */
    public static void write(JsonGenerator json, RemovedUser user) throws IOException {
        Status nothing = new Status(
                user.cicServer(),
                user.userId(),
                user.email(),
                StatusKey.NONE,
                false,
                null,
                "",
                user.version(),
                Source.REPORTED);
        write(json, nothing, true, UNSPECIFIED);
    }

    private static void write(JsonGenerator json, Status status, boolean removed, String source) throws IOException {
        json.writeStartObject();
        json.writeStringField("cicServer", status.cicServer());
        json.writeStringField("userId", status.userId());
        json.writeStringField("email", status.email());
        json.writeStringField("statusKey", status.key().text());
        json.writeBooleanField("persistent", status.key().persistent());
        time(json, "statusSince", status.key().since());
        Until until = status.key().until();
        if (until != null) {
            json.writeObjectFieldStart("until");
            time(json, "time", until.time());
            json.writeBooleanField("hasDate", until.hasDate());
            json.writeBooleanField("hasTime", until.hasTime());
            json.writeEndObject();
        }
        json.writeStringField("detail", status.key().detail());
        json.writeBooleanField("onPhone", status.onPhone());
        time(json, "onPhoneSince", status.onPhoneSince());
        json.writeStringField("logonServer", status.logonServer());
        json.writeBooleanField("removed", removed);
        // 64-bit numbers are texts in protobuf's mapping: JavaScript's numbers would round them
        json.writeStringField("epoch", Long.toString(status.version().epoch()));
        json.writeStringField("sequence", Long.toString(status.version().sequence()));
        json.writeStringField("source", source);
        json.writeEndObject();
    }

    /** A contact, with the status of its user if there is one. */
    public static void write(JsonGenerator json, Contact contact, @Nullable Status status) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", contact.id());
        json.writeArrayFieldStart("emails");
        for (String email : contact.emails()) {
            json.writeString(email);
        }
        json.writeEndArray();
        for (ContactField field : ContactColumns.NAMED) {
            json.writeStringField(field.name(), contact.get(field));
        }
        json.writeObjectFieldStart("others");
        ContactColumns.others(contact, json::writeStringField);
        json.writeEndObject();
        if (status != null) {
            json.writeFieldName("status");
            write(json, status);
        }
        json.writeEndObject();
    }

    private static String source(Status status) {
        return status.version().equals(Version.NONE)
                ? UNSPECIFIED
                : status.source().name();
    }

    /** A time, if there is one. */
    public static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, time.toString());
        }
    }
}
