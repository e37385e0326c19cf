package org.statusaggregator.node.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.StatusFilter;

/**
 * Where a watch stands: a position in every roster, bound to its filter. Opaque to clients; any node can continue what another began.
 *
 * @param positions by CIC server
 */
public record ResumeToken(Map<String, Position> positions) {
    private static final int FORMAT = 1;
    /** The most CIC servers in a token, and the longest token in bytes. */
    private static final int MOST = 100_000;

    private static final int LONGEST = 4 << 20;

    /** Copies the positions. */
    public ResumeToken {
        positions = Map.copyOf(positions);
    }

    /** The token for a client that watches with this filter. */
    public byte[] encode(StatusFilter filter) {
        return encode(digest(filter));
    }

    /** The token for a client that watches with the filter of this {@link #digest}. */
    byte[] encode(int filter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + positions.size() * 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(filter);
            out.writeInt(positions.size());
            for (Map.Entry<String, Position> entry : positions.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue().branch());
                out.writeLong(entry.getValue().sequence());
                out.writeLong(entry.getValue().end());
                out.writeLong(entry.getValue().began());
            }
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a token that a client sent.
     *
     * @throws BadTokenException if it is not one of ours, damaged, or made for another filter
     */
    public static ResumeToken decode(byte[] token, StatusFilter filter) throws BadTokenException {
        if (token.length < 13 || token.length > LONGEST) {
            throw new BadTokenException("resume_token: " + token.length + " bytes (expected: a token of a watch)");
        }
        int body = token.length - Integer.BYTES;
        if (ByteBuffer.wrap(token).getInt(body) != checksum(token, body)) {
            throw new BadTokenException("resume_token: damaged (expected: a token of a watch, unaltered)");
        }
        try {
            return read(token, filter);
        } catch (IOException e) {
            throw new BadTokenException("resume_token: unreadable (expected: a token of a watch): " + e.getMessage());
        }
    }

    private static ResumeToken read(byte[] token, StatusFilter filter) throws IOException, BadTokenException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(token));
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new BadTokenException("resume_token: format " + format + " (expected: " + FORMAT + ")");
        }
        if (in.readInt() != digest(filter)) {
            throw new BadTokenException(
                    "resume_token: of another filter (expected: the filter that the token was given for, and contact lists that have not changed since)",
                    true);
        }
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new BadTokenException("resume_token: " + count + " entries (expected: at most " + MOST + ")");
        }
        Map<String, Position> positions = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            positions.put(in.readUTF(), new Position(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return new ResumeToken(positions);
    }

    /** What a token knows of its filter. Takes a while for a filter with many addresses. */
    static int digest(StatusFilter filter) {
        String text = new TreeSet<>(filter.emails()) + "\n" + new TreeSet<>(filter.cicServers());
        if (!filter.contactLists().isEmpty()) {
            text += "\n" + new TreeSet<>(filter.contactLists());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return checksum(bytes, bytes.length);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
