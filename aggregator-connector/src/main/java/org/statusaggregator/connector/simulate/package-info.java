/**
 * Simulated CIC servers: people, their realistic day, recorded days, and the pace at which changes are handed to a {@link
 * org.statusaggregator.connector.simulate.StatusSink}. Everything but {@link org.statusaggregator.connector.simulate.Player} is a function of its
 * input and a seed: no clock, no thread, no network.
 */
@NullMarked
package org.statusaggregator.connector.simulate;

import org.jspecify.annotations.NullMarked;
