/** Who a person is: sign-in by name and password, for the directory page. */
@NullMarked
package org.statusaggregator.node.signin;

import org.jspecify.annotations.NullMarked;
