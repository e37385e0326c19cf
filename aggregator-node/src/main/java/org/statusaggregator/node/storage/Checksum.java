package org.statusaggregator.node.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** How a value lies in the file: a CRC32C over the map's name, the key and the value, then the value. */
final class Checksum {
    private static final int BYTES = Integer.BYTES;

    private Checksum() {}

    static byte[] seal(String map, String key, byte[] value) {
        return ByteBuffer.allocate(BYTES + value.length)
                .putInt(of(map, key, value))
                .put(value)
                .array();
    }

    /**
     * The value.
     *
     * @throws DamagedFileException if it is not what was sealed under this name
     */
    static byte[] open(String map, String key, byte[] sealed) {
        if (sealed.length < BYTES) {
            throw new DamagedFileException(
                    "map " + map + ", key " + key + ": " + sealed.length + " bytes (expected: at least " + BYTES + ")");
        }
        byte[] value = Arrays.copyOfRange(sealed, BYTES, sealed.length);
        if (sum(sealed) != Integer.toUnsignedLong(of(map, key, value))) {
            throw new DamagedFileException("map " + map + ", key " + key + ": the value does not match its checksum");
        }
        return value;
    }

    /** The checksum in a sealed value. Added up over all values of a map, it tells whether one is missing. */
    static long sum(byte[] sealed) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(sealed).getInt());
    }

    private static int of(String map, String key, byte[] value) {
        CRC32C crc = new CRC32C();
        update(crc, map);
        update(crc, key);
        crc.update(value);
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        crc.update(0); // ends the text: no other split into texts has this sum
    }
}
