/** Keys, certificates and identities as the running programs use them. */
@NullMarked
package org.statusaggregator.core.tls;

import org.jspecify.annotations.NullMarked;
