package org.statusaggregator.core.client;

import org.statusaggregator.core.status.StatusFilter;

/**
 * What a watch follows.
 *
 * @param filter which rows
 * @param includeOwn also those of the CIC server that watches
 */
public record WatchOptions(StatusFilter filter, boolean includeOwn) {
    /** Everything that other CIC servers publish. */
    public static WatchOptions everything() {
        return new WatchOptions(StatusFilter.ALL, false);
    }
}
