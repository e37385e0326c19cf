package org.statusaggregator.node.storage.rosters;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.support.Fuzz;

/** Whatever stands in the node's file is a roster, or damaged; its checksum, which would tell sooner, is left out here. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class RosterFormFuzzTest {
    @Test
    void rows() {
        byte[] good = RosterForm.encode(List.of(Row.removed("anna", "anna@example.com"), Row.removed("ben", "")));
        Fuzz.run(List.of(good), Set.of(DamagedFileException.class), RosterForm::rows);
    }

    @Test
    void rosters() {
        byte[] rows = RosterForm.encode(List.of(Row.removed("anna", "anna@example.com")));
        Fuzz.run(List.of(rows), Set.of(DamagedFileException.class), RosterForm::roster);
    }
}
