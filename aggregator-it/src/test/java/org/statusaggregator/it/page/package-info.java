/** A real browser for the tests of the directory page, driven over the WebDriver protocol without a library. */
@NullMarked
package org.statusaggregator.it.page;

import org.jspecify.annotations.NullMarked;
