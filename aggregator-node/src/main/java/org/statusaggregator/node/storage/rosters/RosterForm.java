package org.statusaggregator.node.storage.rosters;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.statusaggregator.core.status.Epoch;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.node.storage.DamagedFileException;

/** How rosters lie on the disk. Rows' bodies are written as they are. A change of form needs another version, and this one must stay readable. */
final class RosterForm {
    private static final byte VERSION = 1;
    /** The most that a char takes. */
    private static final int UTF8_BYTES = 3;

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
        return decode(bytes, in -> {
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

    /** Into one array that is large enough at once: under load, this is what the disk's thread does most. */
    static byte[] encode(List<Row> rows) {
        ByteBuffer out = ByteBuffer.allocate(Byte.BYTES
                + Integer.BYTES
                + rows.stream().mapToInt(RosterForm::most).sum());
        out.put(VERSION).putInt(rows.size());
        for (Row row : rows) {
            put(out, row.userId().getBytes(StandardCharsets.UTF_8));
            put(out, row.email().getBytes(StandardCharsets.UTF_8));
            out.putLong(row.epoch()).putLong(row.sequence());
            out.put((byte) row.facts().ordinal()).put((byte) row.source().ordinal());
            put(out, row.body());
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The most bytes that the row can take. */
    private static int most(Row row) {
        int texts = UTF8_BYTES * (row.userId().length() + row.email().length());
        return 3 * Integer.BYTES + 2 * Long.BYTES + 2 * Byte.BYTES + texts + row.body().length;
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    static List<Row> rows(byte[] bytes) {
        return decode(bytes, in -> {
            List<Row> rows = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                rows.add(new Row(
                        text(in),
                        text(in),
                        in.readLong(),
                        in.readLong(),
                        Facts.of(in.readByte()),
                        Source.of(in.readByte()),
                        bytes(in)));
            }
            return rows;
        });
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

    private static <T> T decode(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new DamagedFileException("a roster of form " + version + " (expected: " + VERSION + ")");
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
