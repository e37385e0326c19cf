/** People as directories know them, and how directories are described: values and rules, JDK only. */
@NullMarked
package org.statusaggregator.core.directory;

import org.jspecify.annotations.NullMarked;
