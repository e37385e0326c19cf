/** The only place that knows formats: tables, JSON, YAML, CSV, and what is safe on a terminal. */
@NullMarked
package org.statusaggregator.cli.output;

import org.jspecify.annotations.NullMarked;
