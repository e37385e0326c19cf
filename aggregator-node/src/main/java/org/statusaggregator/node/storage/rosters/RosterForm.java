package org.statusaggregator.node.storage.rosters;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.core.status.Epoch;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowBody;
import org.statusaggregator.node.storage.DamagedFileException;

/** How rosters lie on the disk. Rows' bodies are written as they are. A change of form needs another version, and this one must stay readable. */
final class RosterForm {
    private static final byte VERSION = 1;
    private static final byte ROWS_VERSION = 2;
    /** No user id contains it. */
    private static final String SEPARATOR = "\0";

    private static final byte[] NO_BODY = {};

    private RosterForm() {}

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] encode(StoredRoster roster) {
        return encode(out -> {
            out.writeLong(roster.rowsIn());
            out.writeInt(roster.rowsWritten());
            Position read = roster.read();
            out.writeLong(read.branch());
            out.writeLong(read.sequence());
            out.writeLong(read.end());
            out.writeLong(read.began());
            RosterHeader header = roster.header();
            write(out, header.cicServer());
            out.writeLong(header.sequence());
            out.writeLong(header.prunedThrough());
            out.writeInt(header.epochs().size());
            for (Epoch epoch : header.epochs()) {
                out.writeLong(epoch.number());
                write(out, epoch.id());
                out.writeLong(epoch.first());
                out.writeByte(epoch.cause().ordinal());
                out.writeLong(epoch.branch());
            }
        });
    }

    static StoredRoster roster(byte[] bytes) {
        return decode(bytes, VERSION, in -> {
            long rowsIn = in.readLong();
            int written = in.readInt();
            Position read = new Position(in.readLong(), in.readLong(), in.readLong(), in.readLong());
            String cicServer = text(in);
            long sequence = in.readLong();
            long prunedThrough = in.readLong();
            List<Epoch> epochs = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                epochs.add(new Epoch(
                        in.readLong(), text(in), in.readLong(), Epoch.Cause.of(in.readByte()), in.readLong()));
            }
            RosterHeader header = new RosterHeader(cicServer, epochs, null, sequence, prunedThrough);
            return new StoredRoster(header, read, rowsIn, written);
        });
    }

    /** Into one array of the right size: under load, this is what the disk's thread does most. Whose a row is, its body says. */
    static byte[] encode(List<Row> rows) {
        int size = Byte.BYTES + Integer.BYTES;
        for (Row row : rows) {
            size += 2 * Long.BYTES + 2 * Byte.BYTES + Integer.BYTES;
            size += row.isRemoved() ? removed(row).length : row.body().length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(ROWS_VERSION).putInt(rows.size());
        for (Row row : rows) {
            out.putLong(row.epoch()).putLong(row.sequence());
            out.put((byte) row.facts().ordinal()).put((byte) row.source().ordinal());
            byte[] body = row.isRemoved() ? removed(row) : row.body();
            out.putInt(body.length).put(body);
        }
        return out.array();
    }

    /** A removal has no body; user id and address stand in its place. */
    private static byte[] removed(Row row) {
        return (row.userId() + SEPARATOR + row.email()).getBytes(StandardCharsets.UTF_8);
    }

    static List<Row> rows(byte[] bytes) {
        boolean first = bytes.length > 0 && bytes[0] == VERSION;
        return decode(bytes, first ? VERSION : ROWS_VERSION, in -> {
            List<Row> rows = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rows.add(first ? firstRow(in) : row(in));
            }
            return rows;
        });
    }

    private static Row row(DataInputStream in) throws IOException {
        Version version = new Version(in.readLong(), in.readLong());
        Facts facts = Facts.of(in.readByte());
        Source source = Source.of(in.readByte());
        if (facts != Facts.REMOVED) {
            return RowBody.row(version, facts, source, Row.NO_PLACE, bytes(in));
        }
        String[] user = text(in).split(SEPARATOR, 2);
        return new Row(user[0], user[1], version.epoch(), version.sequence(), facts, source, NO_BODY);
    }

    /** As rows were written before they were left to say themselves whose they are. */
    private static Row firstRow(DataInputStream in) throws IOException {
        return new Row(
                text(in),
                text(in),
                in.readLong(),
                in.readLong(),
                Facts.of(in.readByte()),
                Source.of(in.readByte()),
                bytes(in));
    }

    private static byte[] encode(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writer.write(out);
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T decode(byte[] bytes, int expected, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != expected) {
                throw new DamagedFileException("a roster of form " + version + " (expected: " + expected + ")");
            }
            return reader.read(in);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new DamagedFileException("a roster that cannot be read", e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException(length + " bytes (expected: at most " + in.available() + ")");
        }
        return in.readNBytes(length);
    }
}
