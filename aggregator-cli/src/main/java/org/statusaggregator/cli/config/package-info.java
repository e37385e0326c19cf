/** {@code aggregator config}: a node's configuration file. */
@NullMarked
package org.statusaggregator.cli.config;

import org.jspecify.annotations.NullMarked;
