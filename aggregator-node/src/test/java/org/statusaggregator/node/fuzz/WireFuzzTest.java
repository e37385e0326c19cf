package org.statusaggregator.node.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.wire.RowBody;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.core.wire.RowView;
import org.statusaggregator.core.wire.WatchMessages;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.node.support.Fuzz;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchRequest;

/** Whatever bytes come as a message are read or refused, by the node and by the client. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class WireFuzzTest {
    private static final Status STATUS = Status.newBuilder()
            .setUserId("anna")
            .setEmail("Anna@Example.com")
            .setStatusKey("Available")
            .setDetail("back at 3 – café")
            .setLogonServer("cic1")
            .setPersistent(true)
            .build();

    @Test
    void batchesAndWhatBecomesOfTheirRows() {
        byte[] batch = PublishStatusesRequest.newBuilder()
                .setSessionId("0b8a4c0e-0000-4000-8000-000000000001")
                .setBatchNumber(7)
                .addStatuses(STATUS)
                .addStatuses(STATUS.toBuilder().setUserId("ben").setEmail("ben@example.com"))
                .addRemovedUserIds("carl")
                .build()
                .toByteArray();
        RowEncoder encoder = new RowEncoder("cic1", List.of("cic1", "hosta"));
        Fuzz.run(List.of(batch), Set.of(InvalidProtocolBufferException.class), input -> {
            PublishStatusesRequest request = PublishStatusesRequest.parseFrom(input);
            for (int i = 0; i < request.getStatusesCount(); i++) {
                if (encoder.check(i, request.getStatuses(i)) == null) {
                    Row row = encoder.encode(request.getStatuses(i));
                    // Whatever passed the check can be read, ended and shown, on every node and by every client.
                    WatchMessages.row("cic1", row);
                    byte[] unused = RowBody.INSTANCE.withoutKey(RowBody.INSTANCE.loggedOff(row.body()));
                    read(WatchMessages.rows("cic1", List.of(row)));
                }
            }
        });
    }

    @Test
    void requests() {
        byte[] open = OpenSessionRequest.newBuilder()
                .setApiLevel(1)
                .setClient("c 1.0")
                .setLastEpoch(3)
                .build()
                .toByteArray();
        byte[] watch = WatchRequest.newBuilder()
                .setFilter(org.statusaggregator.v1.StatusFilter.newBuilder()
                        .addEmails("a@b")
                        .addCicServers("cic1"))
                .build()
                .toByteArray();
        Fuzz.run(List.of(open, watch), Set.of(InvalidProtocolBufferException.class), input -> {
            OpenSessionRequest unusedOpen = OpenSessionRequest.parseFrom(input);
            WatchRequest unusedWatch = WatchRequest.parseFrom(input);
        });
    }

    @Test
    void answersOfANode() {
        Row row = new RowEncoder("cic1", List.of("cic1")).encode(STATUS);
        byte[] rows = WatchMessages.rows("cic1", List.of(row, Row.removed("ben", "ben@example.com")));
        // What is wrong behind version and identity shows to the listener that asks for the time, as it does to one
        // that asks for the status.
        Fuzz.run(
                List.of(rows),
                Set.of(InvalidProtocolBufferException.class, IllegalArgumentException.class),
                WireFuzzTest::read);
    }

    private static void read(byte[] message) throws InvalidProtocolBufferException {
        WatchReader reader = new WatchReader().open(message, message.length);
        int unusedPlaces = reader.peek(new int[16]);
        for (RowView row = reader.nextRow(); row != null; row = reader.nextRow()) {
            String unused = row.cicServer()
                    + row.userId()
                    + row.epoch()
                    + row.sequence()
                    + row.isRemoved()
                    + row.sinceSeconds();
        }
        reader.mark();
    }
}
