/** The node's configuration. */
@NullMarked
package org.statusaggregator.node.config;

import org.jspecify.annotations.NullMarked;
