/** {@code aggregator doctor}. */
@NullMarked
package org.statusaggregator.cli.doctor;

import org.jspecify.annotations.NullMarked;
