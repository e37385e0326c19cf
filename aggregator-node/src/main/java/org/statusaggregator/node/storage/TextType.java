package org.statusaggregator.node.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys in the file. A length that a damaged page claims is believed only as far as the page goes. */
final class TextType extends BasicDataType<String> {
    static final TextType INSTANCE = new TextType();

    private TextType() {}

    @Override
    public int compare(String a, String b) {
        return a.compareTo(b);
    }

    @Override
    public int getMemory(String text) {
        return 24 + 2 * text.length();
    }

    @Override
    public void write(WriteBuffer buffer, String text) {
        BytesType.INSTANCE.write(buffer, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String read(ByteBuffer buffer) {
        return new String(BytesType.INSTANCE.read(buffer), StandardCharsets.UTF_8);
    }

    @Override
    public String[] createStorage(int size) {
        return new String[size];
    }

    /** The values in the file. */
    static final class BytesType extends BasicDataType<byte[]> {
        static final BytesType INSTANCE = new BytesType();

        private BytesType() {}

        @Override
        public int getMemory(byte[] bytes) {
            return 24 + bytes.length;
        }

        @Override
        public void write(WriteBuffer buffer, byte[] bytes) {
            buffer.putVarInt(bytes.length).put(bytes);
        }

        @Override
        public byte[] read(ByteBuffer buffer) {
            int length = DataUtils.readVarInt(buffer);
            if (length < 0 || length > buffer.remaining()) {
                throw new DamagedFileException(
                        "a value of " + length + " bytes (expected: at most " + buffer.remaining() + " in its page)");
            }
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            return bytes;
        }

        @Override
        public byte[][] createStorage(int size) {
            return new byte[size][];
        }
    }
}
