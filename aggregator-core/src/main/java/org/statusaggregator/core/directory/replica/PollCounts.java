package org.statusaggregator.core.directory.replica;

/**
 * What a poll counted.
 *
 * @param read contacts that the directory gave
 * @param added of them new
 * @param changed of them different from what was held
 * @param removed contacts that were held and are gone
 * @param withoutEmail contacts that can have no status
 */
public record PollCounts(int read, int added, int changed, int removed, int withoutEmail) {
    /** Nothing. */
    public static final PollCounts NONE = new PollCounts(0, 0, 0, 0, 0);
}
