/** What a status is: values and rules, with nothing but the JDK. */
@NullMarked
package org.statusaggregator.core.status;

import org.jspecify.annotations.NullMarked;
