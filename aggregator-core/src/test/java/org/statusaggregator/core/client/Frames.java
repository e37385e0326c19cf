package org.statusaggregator.core.client;

import com.google.protobuf.InvalidProtocolBufferException;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.v1.WatchResponse;

/** Messages of a watch as they come from the wire. */
final class Frames {
    private Frames() {}

    /** Delivers rows and mark of the message. */
    static void accept(Delivery delivery, WatchResponse message) {
        byte[] bytes = message.toByteArray();
        try {
            WatchReader reader = new WatchReader().open(bytes, bytes.length);
            delivery.rows(reader);
            delivery.mark(reader.mark());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
