package org.statusaggregator.node.secret;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What all nodes of a cluster know and nobody else: held in memory only, with a copy on another node. Any thread may ask. */
public interface ClusterSecrets {
    /**
     * The secret of this name. Whoever asks first decides what it is; everybody, and every node that joins later, gets the same.
     *
     * @param proposal what it shall be if there is none yet
     */
    CompletionStage<byte[]> secret(String name, byte[] proposal);

    /**
     * Adds an entry to a set that all nodes share, unless it is too full, and forgets those that are past.
     *
     * @param set the set's name
     * @param entry what is added
     * @param untilSeconds when it may be forgotten, in seconds since 1970
     * @return the set as it is then: each entry with the second at which it may be forgotten
     */
    CompletionStage<Map<String, Long>> add(String set, String entry, long untilSeconds);

    /** The entries of a set. */
    CompletionStage<Map<String, Long>> entries(String set);
}
