package org.statusaggregator.node.storage.rosters;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.core.status.Epoch;
import org.statusaggregator.core.status.Position;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.support.Fuzz;
import org.statusaggregator.v1.Status;

/** Whatever stands in the node's file is a roster, or damaged; its checksum, which would tell sooner, is left out here. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class RosterFormFuzzTest {
    private static final Row CARL = new RowEncoder("cic1", List.of("cic1"))
            .encode(Status.newBuilder()
                    .setUserId("carl")
                    .setEmail("carl@example.com")
                    .build());

    @Test
    void rows() {
        byte[] good = RosterForm.encode(List.of(CARL, Row.removed("anna", "anna@example.com"), Row.removed("ben", "")));
        Fuzz.run(List.of(good), Set.of(DamagedFileException.class), RosterForm::rows);
    }

    @Test
    void rosters() {
        List<Epoch> epochs = List.of(
                new Epoch(3, "0b8a4c0e-0000-4000-8000-000000000001", 1, Epoch.Cause.of((byte) 0), 7),
                new Epoch(4, "0b8a4c0e-0000-4000-8000-000000000002", 9, Epoch.Cause.of((byte) 1), 7));
        byte[] good = RosterForm.encode(
                new StoredRoster(new RosterHeader("cic1", epochs, null, 12, 3), new Position(7, 12, 0, 0), 5, 40));
        Fuzz.run(List.of(good), Set.of(DamagedFileException.class), RosterForm::roster);
    }
}
