package org.statusaggregator.core.client;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request that is encoded already. Whoever made the bytes does not change them any more. */
final class Encoded {
    private final byte[] bytes;

    Encoded(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Writes such requests. */
    static final class Marshaller implements MethodDescriptor.Marshaller<Encoded> {
        @Override
        public InputStream stream(Encoded request) {
            return new Bytes(request.bytes);
        }

        @Override
        public Encoded parse(InputStream stream) {
            throw new UnsupportedOperationException("requests are written by a client, never read");
        }
    }

    /** Tells gRPC its length, and hands the bytes over in one piece. */
    private static final class Bytes extends ByteArrayInputStream implements Drainable, KnownLength {
        Bytes(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = count - pos;
            target.write(buf, pos, length);
            pos = count;
            return length;
        }
    }
}
