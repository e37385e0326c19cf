package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every byte at every place of texts of every length around eight, against what is told one by one. */
class AsciiBytesTest {
    private static final int LONGEST = 19;
    private static final Pattern EMAIL = Pattern.compile("[!-?\\[-~]+@[!-?\\[-~]+");

    private final Random random = new Random(1);

    @Test
    void oneByteThatIsNotPrintableIsFoundWhereverItStands() {
        for (int length = 0; length <= LONGEST; length++) {
            for (int place = 0; place < length; place++) {
                for (int letter = Byte.MIN_VALUE; letter <= Byte.MAX_VALUE; letter++) {
                    byte[] bytes = printable(length + 2);
                    bytes[0] = bytes[length + 1] = 0; // what stands around the text is not looked at
                    bytes[1 + place] = (byte) letter;
                    assertThat(AsciiBytes.arePrintable(bytes, 1, 1 + length))
                            .as("letter %d at %d of %d", letter, place, length)
                            .isEqualTo(letter >= ' ' && letter <= '~');
                }
            }
        }
    }

    @Test
    void addressesAreToldLetterByLetter() {
        for (int length = 1; length <= LONGEST; length++) {
            for (int place = 0; place < length; place++) {
                for (int sign = 0; sign < length; sign++) {
                    for (int letter = ' '; letter <= '~'; letter++) {
                        byte[] bytes = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
                        bytes[sign] = '@';
                        bytes[place] = (byte) letter;
                        assertEmail(bytes);
                    }
                }
            }
        }
    }

    @Test
    void anythingPrintableIsAnAddressOrNot() {
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = printable(1 + random.nextInt(LONGEST));
            for (int signs = random.nextInt(3); signs > 0; signs--) {
                bytes[random.nextInt(bytes.length)] = '@';
            }
            assertEmail(bytes);
        }
    }

    private static void assertEmail(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        assertThat(AsciiBytes.areEmail(bytes, 0, bytes.length))
                .as(text)
                .isEqualTo(EMAIL.matcher(text).matches());
    }

    private byte[] printable(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt('~' - ' ' + 1));
        }
        return bytes;
    }
}
