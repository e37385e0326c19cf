package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Epoch;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDelta;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.User;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowBody;

/** How rosters and what happens to them travel between members. Members of one cluster run one version, so fields need no tags. */
final class RosterCodec {
    private static final byte[] NO_BODY = {};

    private RosterCodec() {}

    /** Whose a row is, its body says; only a removal, which has none, says it itself. */
    static void write(ObjectDataOutput out, Row row) throws IOException {
        out.writeLong(row.epoch());
        out.writeLong(row.sequence());
        out.writeByte(row.facts().ordinal());
        out.writeByte(row.source().ordinal());
        out.writeInt(row.place());
        if (row.isRemoved()) {
            out.writeString(row.userId());
            out.writeString(row.email());
        } else {
            out.writeByteArray(row.body());
        }
    }

    static Row readRow(ObjectDataInput in) throws IOException {
        Version version = new Version(in.readLong(), in.readLong());
        Facts facts = Facts.of(in.readByte());
        Source source = Source.of(in.readByte());
        int place = in.readInt();
        if (facts != Facts.REMOVED) {
            return RowBody.row(version, facts, source, place, Objects.requireNonNull(in.readByteArray()));
        }
        User user = new User(text(in), text(in));
        return new Row(user, version.epoch(), version.sequence(), facts, source, place, 0, NO_BODY);
    }

    static void writeRows(ObjectDataOutput out, List<Row> rows) throws IOException {
        out.writeInt(rows.size());
        for (Row row : rows) {
            write(out, row);
        }
    }

    static List<Row> readRows(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(readRow(in));
        }
        return rows;
    }

    static void write(ObjectDataOutput out, RosterHeader header) throws IOException {
        out.writeString(header.cicServer());
        out.writeLong(header.sequence());
        out.writeLong(header.prunedThrough());
        out.writeInt(header.epochs().size());
        for (Epoch epoch : header.epochs()) {
            out.writeLong(epoch.number());
            out.writeString(epoch.id());
            out.writeLong(epoch.first());
            out.writeByte(epoch.cause().ordinal());
            out.writeLong(epoch.branch());
        }
        Session session = header.session();
        out.writeBoolean(session != null);
        if (session != null) {
            write(out, session);
        }
    }

    static RosterHeader readHeader(ObjectDataInput in) throws IOException {
        String cicServer = text(in);
        long sequence = in.readLong();
        long prunedThrough = in.readLong();
        int count = in.readInt();
        List<Epoch> epochs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            epochs.add(new Epoch(in.readLong(), text(in), in.readLong(), Epoch.Cause.of(in.readByte()), in.readLong()));
        }
        Session session = in.readBoolean() ? readSession(in) : null;
        return new RosterHeader(cicServer, epochs, session, sequence, prunedThrough);
    }

    private static void write(ObjectDataOutput out, Session session) throws IOException {
        out.writeString(session.id());
        out.writeString(session.home().node());
        out.writeBoolean(session.home().connected());
        out.writeLong(session.lease().counter());
        out.writeLong(session.lease().millis());
        out.writeLong(session.batches().last());
        out.writeLong(session.batches().before());
        out.writeByte(session.batches().snapshot().ordinal());
        out.writeInt(session.batches().named());
        write(out, session.about());
    }

    private static Session readSession(ObjectDataInput in) throws IOException {
        return new Session(
                text(in),
                new Session.Home(text(in), in.readBoolean()),
                new Session.Lease(in.readLong(), in.readLong()),
                new Session.Batches(in.readLong(), in.readLong(), Session.Snapshot.of(in.readByte()), in.readInt()),
                readAbout(in));
    }

    static void write(ObjectDataOutput out, Session.About about) throws IOException {
        out.writeLong(about.openedAtMillis());
        out.writeString(about.client());
        writeTexts(out, about.names());
    }

    static Session.About readAbout(ObjectDataInput in) throws IOException {
        return new Session.About(in.readLong(), text(in), readTexts(in));
    }

    static void write(ObjectDataOutput out, RosterChange change) throws IOException {
        write(out, change.header());
        writeRows(out, change.rows());
        writeTexts(out, change.mentioned());
        out.writeByte(change.kind().ordinal());
    }

    static RosterChange readChange(ObjectDataInput in) throws IOException {
        RosterHeader header = readHeader(in);
        List<Row> rows = readRows(in);
        Set<String> mentioned = new HashSet<>(readTexts(in));
        return new RosterChange(header, rows, mentioned, RosterChange.Kind.of(in.readByte()));
    }

    static void write(ObjectDataOutput out, RosterDelta delta) throws IOException {
        write(out, delta.header());
        writeRows(out, delta.rows());
        write(out, delta.next());
        out.writeBoolean(delta.whole());
        out.writeBoolean(delta.more());
    }

    static RosterDelta readDelta(ObjectDataInput in) throws IOException {
        return new RosterDelta(readHeader(in), readRows(in), readPosition(in), in.readBoolean(), in.readBoolean());
    }

    static void write(ObjectDataOutput out, Position position) throws IOException {
        out.writeLong(position.branch());
        out.writeLong(position.sequence());
        out.writeLong(position.end());
        out.writeLong(position.began());
    }

    static Position readPosition(ObjectDataInput in) throws IOException {
        return new Position(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    static void write(ObjectDataOutput out, RosterAnswer answer) throws IOException {
        Refusal refusal = answer.refusal();
        out.writeByte(refusal == null ? -1 : refusal.ordinal());
        out.writeLong(answer.epoch());
        out.writeLong(answer.sequence());
        out.writeLong(answer.lastBatch());
    }

    static RosterAnswer readAnswer(ObjectDataInput in) throws IOException {
        byte refusal = in.readByte();
        return new RosterAnswer(refusal < 0 ? null : Refusal.of(refusal), in.readLong(), in.readLong(), in.readLong());
    }

    static String text(ObjectDataInput in) throws IOException {
        @Nullable String text = in.readString();
        return Objects.requireNonNull(text);
    }

    private static void writeTexts(ObjectDataOutput out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeString(text);
        }
    }

    private static List<String> readTexts(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }
}
