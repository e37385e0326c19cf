/** The service: wires its features together, starts and stops them. */
@NullMarked
package org.statusaggregator.node;

import org.jspecify.annotations.NullMarked;
