package org.statusaggregator.node.benchmark;

import com.google.protobuf.Timestamp;
import java.util.List;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.v1.Status;

/** Rows as CIC servers publish them: 110 to 130 bytes each. */
final class Rows {
    private static final String[] KEYS = {"Available", "Away from desk", "Follow Up", "In a meeting"};

    private final RowEncoder encoder = new RowEncoder("cic1", List.of("cic1"));
    private int made;

    /** The status of a user, another one at each call. */
    static Status status(int user, int change) {
        return Status.newBuilder()
                .setUserId("zoe.mueller." + user)
                .setEmail("zoe.mueller." + user + "@cic1.example.com")
                .setStatusKey(KEYS[change & 3])
                .setStatusSince(Timestamp.newBuilder().setSeconds(1_800_000_000L + change))
                .setDetail("room 204")
                .setOnPhone((change & 1) == 0)
                .setOnPhoneSince(Timestamp.newBuilder().setSeconds(1_800_000_000L + change))
                .setLogonServer("cic1")
                .build();
    }

    /** New rows of these users. */
    Row[] of(int first, int count) {
        Row[] rows = new Row[count];
        made++;
        for (int i = 0; i < count; i++) {
            rows[i] = encoder.encode(status(first + i, made));
        }
        return rows;
    }
}
