package org.statusaggregator.core.client;

import java.util.List;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.Version;

/**
 * The cluster confirmed a batch: its changes survive the loss of any one node.
 *
 * @param batchNumber counts the batches of one session from 1
 * @param statuses that were sent, refused ones included; a state that a later one overtook before sending is not among them
 * @param removedUserIds users that were removed
 * @param copies on how many nodes the changes are held: 2, or 1 while only one node is left
 * @param version of the last change
 */
public record Acknowledgement(
        long batchNumber, List<Status> statuses, List<String> removedUserIds, int copies, Version version) {}
