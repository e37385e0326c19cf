/** Who may call what. */
@NullMarked
package org.statusaggregator.node.access;

import org.jspecify.annotations.NullMarked;
