package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.replica.Commit;
import org.statusaggregator.core.directory.replica.ListChange;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.core.directory.replica.PollCounts;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.core.directory.replica.Slot;

/** How contact lists travel between members. Members of one cluster run one version, so fields need no tags. */
final class ListCodec {
    private ListCodec() {}

    static void write(ObjectDataOutput out, ListHeader header) throws IOException {
        out.writeInt(header.commits().size());
        for (Commit commit : header.commits()) {
            out.writeLong(commit.id());
            out.writeLong(commit.through());
        }
        out.writeLong(header.total());
        write(out, header.poll());
        ListHeader.Held held = header.held();
        out.writeBoolean(held != null);
        if (held != null) {
            write(out, held.counts());
            out.writeLong(held.sinceMillis());
        }
    }

    static ListHeader readHeader(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<Commit> commits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            commits.add(new Commit(in.readLong(), in.readLong()));
        }
        long total = in.readLong();
        PollState poll = readState(in);
        ListHeader.Held held = in.readBoolean() ? new ListHeader.Held(readCounts(in), in.readLong()) : null;
        return new ListHeader(commits, total, poll, held);
    }

    static void write(ObjectDataOutput out, PollState state) throws IOException {
        write(out, state.running());
        write(out, state.last());
        out.writeLong(state.firstAt());
        out.writeLong(state.succeededAt());
        out.writeInt(state.failures());
        out.writeLong(state.requestedAt());
    }

    static PollState readState(ObjectDataInput in) throws IOException {
        return new PollState(readRunning(in), readEnded(in), in.readLong(), in.readLong(), in.readInt(), in.readLong());
    }

    static void write(ObjectDataOutput out, PollState.Running poll) throws IOException {
        out.writeString(poll.id());
        out.writeString(poll.node());
        out.writeLong(poll.beganAt());
    }

    static PollState.Running readRunning(ObjectDataInput in) throws IOException {
        return new PollState.Running(RosterCodec.text(in), RosterCodec.text(in), in.readLong());
    }

    static void write(ObjectDataOutput out, PollState.Ended poll) throws IOException {
        out.writeByte(poll.outcome().ordinal());
        out.writeString(poll.message());
        write(out, poll.counts());
        out.writeString(poll.node());
        out.writeLong(poll.beganAt());
        out.writeLong(poll.endedAt());
    }

    static PollState.Ended readEnded(ObjectDataInput in) throws IOException {
        return new PollState.Ended(
                PollOutcome.of(in.readByte()),
                RosterCodec.text(in),
                readCounts(in),
                RosterCodec.text(in),
                in.readLong(),
                in.readLong());
    }

    private static void write(ObjectDataOutput out, PollCounts counts) throws IOException {
        out.writeInt(counts.read());
        out.writeInt(counts.added());
        out.writeInt(counts.changed());
        out.writeInt(counts.removed());
        out.writeInt(counts.withoutEmail());
    }

    private static PollCounts readCounts(ObjectDataInput in) throws IOException {
        return new PollCounts(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }

    static void writeSlots(ObjectDataOutput out, List<Slot> slots) throws IOException {
        out.writeInt(slots.size());
        for (Slot slot : slots) {
            Contact contact = slot.contact();
            out.writeLong(slot.sequence());
            out.writeBoolean(contact != null);
            if (contact != null) {
                out.writeByteArray(contact.packed());
            } else {
                out.writeString(slot.id());
            }
        }
    }

    static List<Slot> readSlots(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<Slot> slots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long sequence = in.readLong();
            if (in.readBoolean()) {
                Contact contact = readContact(in);
                slots.add(new Slot(sequence, contact.id(), contact));
            } else {
                slots.add(new Slot(sequence, RosterCodec.text(in), null));
            }
        }
        return slots;
    }

    static void write(ObjectDataOutput out, ListChange change) throws IOException {
        out.writeByte(change.kind().ordinal());
        write(out, change.header());
        write(out, change.part());
    }

    static ListChange readChange(ObjectDataInput in) throws IOException {
        return new ListChange(ListChange.Kind.of(in.readByte()), readHeader(in), readPart(in));
    }

    static void write(ObjectDataOutput out, ListChange.Part part) throws IOException {
        out.writeString(part.pollId());
        out.writeInt(part.before());
        out.writeLong(part.fingerprint());
        writeContacts(out, part.put());
        writeIds(out, part.removed());
    }

    static ListChange.Part readPart(ObjectDataInput in) throws IOException {
        return new ListChange.Part(RosterCodec.text(in), in.readInt(), in.readLong(), readContacts(in), readIds(in));
    }

    static void writeContacts(ObjectDataOutput out, List<Contact> contacts) throws IOException {
        out.writeInt(contacts.size());
        for (Contact contact : contacts) {
            out.writeByteArray(contact.packed());
        }
    }

    static List<Contact> readContacts(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<Contact> contacts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            contacts.add(readContact(in));
        }
        return contacts;
    }

    private static Contact readContact(ObjectDataInput in) throws IOException {
        return Contact.unpack(Objects.requireNonNull(in.readByteArray()));
    }

    static void writeIds(ObjectDataOutput out, List<String> ids) throws IOException {
        out.writeInt(ids.size());
        for (String id : ids) {
            out.writeString(id);
        }
    }

    static List<String> readIds(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(RosterCodec.text(in));
        }
        return ids;
    }

    static void write(ObjectDataOutput out, ListPosition position) throws IOException {
        out.writeLong(position.commit());
        out.writeLong(position.sequence());
        out.writeLong(position.began());
    }

    static ListPosition readPosition(ObjectDataInput in) throws IOException {
        return new ListPosition(in.readLong(), in.readLong(), in.readLong());
    }
}
