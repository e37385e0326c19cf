package org.statusaggregator.node.roster;

import org.statusaggregator.core.status.RosterChange;

/**
 * A copy of a roster that this node holds.
 *
 * @param owner whether it is the one that decides, and not its backup
 * @param state everything in it
 */
public record HeldCopy(boolean owner, RosterChange state) {}
