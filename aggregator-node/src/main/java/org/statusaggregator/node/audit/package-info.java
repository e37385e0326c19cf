/** Who did what, and who was sent away: one JSON object a line, in a file of its own. */
@NullMarked
package org.statusaggregator.node.audit;

import org.jspecify.annotations.NullMarked;
