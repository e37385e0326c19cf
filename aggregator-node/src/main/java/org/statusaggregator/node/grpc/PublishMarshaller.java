package org.statusaggregator.node.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.statusaggregator.core.wire.PublishedBatch;

/** Reads batches without making an object of each status. */
final class PublishMarshaller implements MethodDescriptor.Marshaller<PublishedBatch> {
    @Override
    public InputStream stream(PublishedBatch message) {
        throw new UnsupportedOperationException("batches are read by a node, never written");
    }

    @Override
    public PublishedBatch parse(InputStream stream) {
        try {
            // All of a message is there when it is read. How much that is gRPC knows unless it is compressed.
            boolean known = stream instanceof KnownLength;
            return PublishedBatch.read(known ? stream.readNBytes(stream.available()) : stream.readAllBytes());
        } catch (InvalidProtocolBufferException e) {
            throw Status.INTERNAL
                    .withDescription("Invalid protobuf byte sequence")
                    .withCause(e)
                    .asRuntimeException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
