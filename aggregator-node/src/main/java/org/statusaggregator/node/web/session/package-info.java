/** Who calls: signed sessions of people who signed in, and certificates. */
@NullMarked
package org.statusaggregator.node.web.session;

import org.jspecify.annotations.NullMarked;
