package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtoCursorTest {
    private static final int SPARE = 12;

    private final ProtoCursor cursor = new ProtoCursor();
    private final Random random = new Random(1);

    /** Near the array's end numbers are read byte by byte, elsewhere at once; what follows them is anything. */
    @Test
    void numbersOfEveryLengthAreReadWhereverTheyStand() throws IOException {
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            for (int behind = 0; behind <= SPARE; behind++) {
                long number = bits == 0 ? 0 : random.nextLong() >>> (Long.SIZE - bits);
                byte[] bytes = new byte[CodedOutputStream.computeUInt64SizeNoTag(number) + behind];
                random.nextBytes(bytes);
                CodedOutputStream.newInstance(bytes).writeUInt64NoTag(number);

                cursor.open(bytes, 0, bytes.length);
                assertThat(cursor.varint())
                        .as("%d, %d bytes behind it", number, behind)
                        .isEqualTo(number);
                assertThat(cursor.position()).isEqualTo(bytes.length - behind);
            }
        }
    }

    @Test
    void aNumberThatGoesOnBehindTheEndIsAnErrorWhateverFollows() {
        for (int length = 1; length <= SPARE; length++) {
            for (int behind = 0; behind <= SPARE; behind++) {
                byte[] bytes = new byte[length + behind];
                Arrays.fill(bytes, 0, length, (byte) 0x81);

                cursor.open(bytes, 0, length);
                assertThatThrownBy(cursor::varint)
                        .as("%d bytes, %d behind them", length, behind)
                        .isInstanceOf(InvalidProtocolBufferException.class)
                        .hasMessageContaining("does not end");
            }
        }
    }
}
