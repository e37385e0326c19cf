/** What an application uses: publish the statuses of one CIC server, follow everybody's. */
@NullMarked
package org.statusaggregator.core.client;

import org.jspecify.annotations.NullMarked;
