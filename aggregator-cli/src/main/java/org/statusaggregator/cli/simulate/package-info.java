/** {@code aggregator simulate}: CIC servers that are not there. */
@NullMarked
package org.statusaggregator.cli.simulate;

import org.jspecify.annotations.NullMarked;
