/** The calls of the REST interface. */
@NullMarked
package org.statusaggregator.node.web.api;

import org.jspecify.annotations.NullMarked;
