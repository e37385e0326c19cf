/** Domain values to protobuf messages and back, and nowhere else. */
@NullMarked
package org.statusaggregator.core.wire;

import org.jspecify.annotations.NullMarked;
