package org.statusaggregator.core.status;

import java.util.Comparator;
import java.util.List;

/**
 * The last that a roster has heard of its CIC server itself, or of its end: coming back from a disk and merging add nothing to it. Tells which of two
 * disks was written later, without a clock.
 *
 * @param epoch number of the epoch in which the session was opened, or ended
 * @param through sequence of the last change in it
 * @param id of that epoch
 * @param isFromDisk whether it was read from a disk, and nothing has been heard since
 */
record LastWord(long epoch, long through, String id, boolean isFromDisk) {
    private static final Comparator<LastWord> ORDER = Comparator.comparingLong(LastWord::epoch)
            .thenComparingLong(LastWord::through)
            .thenComparing(LastWord::id);

    static LastWord of(RosterHeader header) {
        List<Epoch> epochs = header.epochs();
        int last = epochs.size() - 1;
        while (last > 0 && !isWord(epochs.get(last))) {
            last--;
        }
        Epoch word = epochs.get(last);
        return epochs.subList(last, epochs.size()).stream()
                .filter(epoch -> epoch.cause() == Epoch.Cause.RESTORED)
                .findFirst()
                .map(restored -> new LastWord(word.number(), restored.first() - 1, word.id(), true))
                .orElseGet(() -> new LastWord(word.number(), header.sequence(), word.id(), false));
    }

    private static boolean isWord(Epoch epoch) {
        return epoch.cause() == Epoch.Cause.OPENED || epoch.cause() == Epoch.Cause.ENDED;
    }

    boolean isAfter(LastWord other) {
        return ORDER.compare(this, other) > 0;
    }
}
