package org.statusaggregator.core.client;

import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.statusaggregator.core.wire.WatchReader;

/**
 * Reads the messages of one watch, one after the other, into the same array: gRPC asks for the next one only when the last was handled. One for
 * each stream.
 */
final class WatchMarshaller implements MethodDescriptor.Marshaller<WatchReader> {
    private static final int SMALLEST = 1 << 12;

    private final WatchReader reader = new WatchReader();
    private byte[] bytes = new byte[SMALLEST];

    @Override
    public InputStream stream(WatchReader message) {
        throw new UnsupportedOperationException("answers are read by a client, never written");
    }

    @Override
    public WatchReader parse(InputStream stream) {
        try {
            int length = 0;
            while (true) {
                // gRPC knows the length; one more byte lets the end be seen.
                int wanted = Math.max(length + stream.available() + 1, length + 1);
                if (wanted > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
                }
                int read = stream.read(bytes, length, bytes.length - length);
                if (read < 0) {
                    return reader.open(bytes, length);
                }
                length += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
