/** The wire: gRPC services over mutual TLS. */
@NullMarked
package org.statusaggregator.node.grpc;

import org.jspecify.annotations.NullMarked;
