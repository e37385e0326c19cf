package org.statusaggregator.node.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file is, and what is in it: a file whose maps do not add up to this is not believed.
 *
 * @param cluster the name of the cluster that it belongs to
 * @param totals of each map, by name
 */
record Manifest(String cluster, Map<String, Total> totals) {
    /** The map that holds it, and the key. */
    static final String NAME = "manifest";

    private static final String MAGIC = "status-aggregator";
    private static final int FORMAT = 1;

    /** Sealed. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(MAGIC);
            out.writeInt(FORMAT);
            out.writeUTF(cluster);
            out.writeInt(totals.size());
            for (Map.Entry<String, Total> entry : totals.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().count());
                out.writeLong(entry.getValue().sum());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not of an array
        }
        return Checksum.seal(NAME, NAME, bytes.toByteArray());
    }

    /**
     * The manifest in a file.
     *
     * @throws DamagedFileException if it is not what was written
     * @throws ForeignFileException if something else or a later version wrote it
     */
    static Manifest decode(byte[] sealed) {
        byte[] value = Checksum.open(NAME, NAME, sealed);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            String magic = in.readUTF();
            int format = in.readInt();
            if (!magic.equals(MAGIC) || format != FORMAT) {
                throw new ForeignFileException(
                        "it is of form " + magic + " " + format + " (expected: " + MAGIC + " " + FORMAT + ")");
            }
            String cluster = in.readUTF();
            Map<String, Total> totals = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                totals.put(in.readUTF(), new Total(in.readInt(), in.readLong()));
            }
            return new Manifest(cluster, totals);
        } catch (IOException e) {
            throw new DamagedFileException("the manifest ends early", e);
        }
    }
}
