/** Commands about the watches that nodes serve. */
@NullMarked
package org.statusaggregator.cli.watches;

import org.jspecify.annotations.NullMarked;
