/** Which aggregator nodes a command talks to, and what it says when they do not answer. */
@NullMarked
package org.statusaggregator.cli.connection;

import org.jspecify.annotations.NullMarked;
