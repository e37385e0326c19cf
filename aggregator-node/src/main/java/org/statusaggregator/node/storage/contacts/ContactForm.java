package org.statusaggregator.node.storage.contacts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.Commit;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.node.storage.DamagedFileException;

/** How contact lists lie on the disk. Contacts are written as they are packed. A change of form needs another version, and this one must stay readable. */
final class ContactForm {
    private static final byte VERSION = 1;

    private ContactForm() {}

    static byte[] encode(Contact contact) {
        byte[] packed = contact.packed();
        byte[] value = new byte[packed.length + 1];
        value[0] = VERSION;
        System.arraycopy(packed, 0, value, 1, packed.length);
        return value;
    }

    static Contact contact(String id, byte[] value) {
        check(value.length == 0 ? 0 : value[0]);
        Contact contact = Contact.unpack(Arrays.copyOfRange(value, 1, value.length));
        try {
            // Read to its end here: what cannot be read must not get into the view.
            contact.emails();
            contact.forEach((field, text) -> {});
            if (contact.id().equals(id)) {
                return contact;
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new DamagedFileException("a contact that cannot be read", e);
        }
        throw new DamagedFileException("a contact of another id (expected: " + id + ")");
    }

    static byte[] encode(StoredList list) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(list.contactsIn());
            out.writeInt(list.size());
            out.writeInt(list.header().commits().size());
            for (Commit commit : list.header().commits()) {
                out.writeLong(commit.id());
                out.writeLong(commit.through());
            }
            out.writeLong(list.header().total());
            write(out, list.header().poll());
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, PollState poll) throws IOException {
        out.writeLong(poll.firstAt());
        out.writeLong(poll.succeededAt());
        out.writeInt(poll.failures());
        out.writeLong(poll.requestedAt());
        PollState.Ended last = poll.last();
        out.writeByte(last.outcome().ordinal());
        write(out, last.message());
        write(out, last.node());
        out.writeLong(last.beganAt());
        out.writeLong(last.endedAt());
        PollCounts counts = last.counts();
        for (int count :
                new int[] {counts.read(), counts.added(), counts.changed(), counts.removed(), counts.withoutEmail()}) {
            out.writeInt(count);
        }
    }

    static StoredList list(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            check(in.readByte());
            long contactsIn = in.readLong();
            int size = in.readInt();
            List<Commit> commits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                commits.add(new Commit(in.readLong(), in.readLong()));
            }
            long total = in.readLong();
            return new StoredList(new ListHeader(commits, total, poll(in), null), contactsIn, size);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new DamagedFileException("a contact list that cannot be read", e);
        }
    }

    private static PollState poll(DataInputStream in) throws IOException {
        long firstAt = in.readLong();
        long succeededAt = in.readLong();
        int failures = in.readInt();
        long requestedAt = in.readLong();
        PollOutcome outcome = PollOutcome.of(in.readByte());
        String message = text(in);
        String node = text(in);
        long beganAt = in.readLong();
        long endedAt = in.readLong();
        PollCounts counts = new PollCounts(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        PollState.Ended last = new PollState.Ended(outcome, message, counts, node, beganAt, endedAt);
        return new PollState(PollState.Running.NONE, last, firstAt, succeededAt, failures, requestedAt);
    }

    private static void check(byte version) {
        if (version != VERSION) {
            throw new DamagedFileException("a contact list of form " + version + " (expected: " + VERSION + ")");
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException(length + " bytes (expected: at most " + in.available() + ")");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
