package org.statusaggregator.connector.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Until;

/** Writes changes as JSON lines, in the form that {@link ChangeFile} reads. Not thread-safe. */
final class ChangeWriter implements Closeable {
    private final Writer writer;
    private final JsonGenerator json;

    /** Writes into a new file, or instead of what the file held. */
    ChangeWriter(Path file) throws IOException {
        writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        json = new JsonFactory().createGenerator(writer).setRootValueSeparator(null);
    }

    void write(Change change) throws IOException {
        json.writeStartObject();
        time(ChangeFields.AT, change.at());
        if (change instanceof Change.Put put) {
            status(put.status());
        } else if (change instanceof Change.Removed removed) {
            json.writeStringField(ChangeFields.USER_ID, removed.userId());
            json.writeBooleanField(ChangeFields.REMOVED, true);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void status(Status status) throws IOException {
        json.writeStringField(ChangeFields.USER_ID, status.userId());
        json.writeStringField(ChangeFields.EMAIL, status.email());
        json.writeStringField(ChangeFields.STATUS_KEY, status.key().text());
        json.writeBooleanField(ChangeFields.PERSISTENT, status.key().persistent());
        time(ChangeFields.STATUS_SINCE, status.key().since());
        Until until = status.key().until();
        if (until != null) {
            json.writeObjectFieldStart(ChangeFields.UNTIL);
            time(ChangeFields.TIME, until.time());
            json.writeBooleanField(ChangeFields.HAS_DATE, until.hasDate());
            json.writeBooleanField(ChangeFields.HAS_TIME, until.hasTime());
            json.writeEndObject();
        }
        json.writeStringField(ChangeFields.DETAIL, status.key().detail());
        json.writeBooleanField(ChangeFields.ON_PHONE, status.onPhone());
        time(ChangeFields.ON_PHONE_SINCE, status.onPhoneSince());
        json.writeStringField(ChangeFields.LOGON_SERVER, status.logonServer());
    }

    private void time(String field, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(field, time.toString());
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
