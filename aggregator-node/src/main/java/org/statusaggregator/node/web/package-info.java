/** The directory page and what it stands on: HTTPS, REST and server-sent events. The HTTP library is seen in {@code http} only. */
@NullMarked
package org.statusaggregator.node.web;

import org.jspecify.annotations.NullMarked;
