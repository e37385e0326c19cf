/** Requests and answers over HTTPS: the one place that sees the HTTP library. */
@NullMarked
package org.statusaggregator.node.web.http;

import org.jspecify.annotations.NullMarked;
