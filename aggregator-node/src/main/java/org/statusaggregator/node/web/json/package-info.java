/** Statuses and contacts as JSON, the same as commands print; and bodies of requests. */
@NullMarked
package org.statusaggregator.node.web.json;

import org.jspecify.annotations.NullMarked;
