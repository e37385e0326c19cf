/** The CIC side. */
@NullMarked
package org.statusaggregator.connector;

import org.jspecify.annotations.NullMarked;
