package org.statusaggregator.node.watch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.support.Fuzz;

/** Whatever a client sends as a token is one, or refused. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ResumeTokenFuzzTest {
    private static final byte[] TOKEN = new ResumeToken(
                    Map.of("cic1", new Position(1, 2, 3, 4), "cic2", new Position(5, 6, 7, 8)))
            .encode(StatusFilter.ALL);

    @Test
    void spoiltTokens() {
        Fuzz.run(List.of(TOKEN), Set.of(BadTokenException.class), input -> ResumeToken.decode(input, StatusFilter.ALL));
    }

    /** Our checksum is no secret. */
    @Test
    void spoiltTokensWithAGoodChecksum() {
        Fuzz.run(
                List.of(TOKEN),
                Set.of(BadTokenException.class),
                input -> ResumeToken.decode(withChecksum(input), StatusFilter.ALL));
    }

    private static byte[] withChecksum(byte[] input) {
        if (input.length >= Integer.BYTES) {
            CRC32 sum = new CRC32();
            sum.update(input, 0, input.length - Integer.BYTES);
            ByteBuffer.wrap(input).putInt(input.length - Integer.BYTES, (int) sum.getValue());
        }
        return input;
    }
}
