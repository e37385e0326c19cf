/** Tests of the whole: real processes, real certificates, real faults. A test is named by the event that it brings about. */
@NullMarked
package org.statusaggregator.it;

import org.jspecify.annotations.NullMarked;
