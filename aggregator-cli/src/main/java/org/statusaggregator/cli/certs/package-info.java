/** {@code aggregator certs}: makes the certificates of a site. */
@NullMarked
package org.statusaggregator.cli.certs;

import org.jspecify.annotations.NullMarked;
