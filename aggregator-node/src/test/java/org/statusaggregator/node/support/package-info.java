/** What the tests of the node share: a store, a loop and an output that the test commands, and CIC servers that publish. */
@NullMarked
package org.statusaggregator.node.support;

import org.jspecify.annotations.NullMarked;
