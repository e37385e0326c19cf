/** What CIC servers do: open, publish, keep alive, close; and what happens when they fall silent. */
@NullMarked
package org.statusaggregator.node.session;

import org.jspecify.annotations.NullMarked;
