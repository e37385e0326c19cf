/** A directory server in memory, for trying contact lists without one. */
@NullMarked
package org.statusaggregator.connector.directory;

import org.jspecify.annotations.NullMarked;
