/** What every command stands on: its surroundings, exit codes, failures, durations. */
@NullMarked
package org.statusaggregator.cli.environment;

import org.jspecify.annotations.NullMarked;
