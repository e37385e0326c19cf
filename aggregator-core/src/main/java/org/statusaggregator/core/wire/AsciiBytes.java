package org.statusaggregator.core.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What the letters of texts are, looked at eight at a time where they stand. */
final class AsciiBytes {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    /** The highest bit of each byte: no ASCII letter has it. */
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private AsciiBytes() {}

    /** Whether all bytes are printable ASCII letters: neither control characters nor parts of others. */
    static boolean arePrintable(byte[] bytes, int from, int to) {
        long odd = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) WORDS.get(bytes, at);
            // Below a blank the difference has the highest bit, above a tilde the sum; what is carried comes from a
            // byte that is odd itself.
            odd |= eight | (eight - ' ' * EACH) | (eight + EACH);
        }
        for (; at < to; at++) {
            odd |= bytes[at] < ' ' || bytes[at] > '~' ? HIGH : 0;
        }
        return (odd & HIGH) == 0;
    }

    /** Whether printable letters are an address in its normal form: no blanks, no capitals, and one at sign with something on both sides. */
    static boolean areEmail(byte[] bytes, int from, int to) {
        long odd = 0;
        int signs = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) WORDS.get(bytes, at);
            long fromSign = notBelow('@', eight);
            long fromCapitals = notBelow('A', eight);
            odd |= ~notBelow('!', eight) | (fromCapitals & ~notBelow('Z' + 1, eight));
            signs += Long.bitCount(fromSign & ~fromCapitals);
        }
        for (; at < to; at++) {
            odd |= bytes[at] == ' ' || (bytes[at] >= 'A' && bytes[at] <= 'Z') ? HIGH : 0;
            signs += bytes[at] == '@' ? 1 : 0;
        }
        return (odd & HIGH) == 0 && signs == 1 && bytes[from] != '@' && bytes[to - 1] != '@';
    }

    /** The highest bit of each byte that is not below this letter. */
    private static long notBelow(int letter, long eight) {
        return ((eight | HIGH) - letter * EACH) & HIGH;
    }
}
