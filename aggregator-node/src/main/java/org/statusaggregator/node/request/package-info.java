/** What every way in (gRPC, REST, the page) says of a request in the same words. */
@NullMarked
package org.statusaggregator.node.request;

import org.jspecify.annotations.NullMarked;
