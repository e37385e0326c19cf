/** {@code aggregator contacts …}: contact lists and their polls. */
@NullMarked
package org.statusaggregator.cli.contacts;

import org.jspecify.annotations.NullMarked;
