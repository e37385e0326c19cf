/** The copy of a contact list that the nodes of a cluster share, with the state of its polls: how it changes, in values and rules. */
@NullMarked
package org.statusaggregator.core.directory.replica;

import org.jspecify.annotations.NullMarked;
