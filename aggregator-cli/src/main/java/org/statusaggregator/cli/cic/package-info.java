/** Commands about CIC servers and their sessions. */
@NullMarked
package org.statusaggregator.cli.cic;

import org.jspecify.annotations.NullMarked;
