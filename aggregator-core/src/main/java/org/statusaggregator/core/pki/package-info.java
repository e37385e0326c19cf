/** Makes certificates: a private CA and a folder for each server. */
@NullMarked
package org.statusaggregator.core.pki;

import org.jspecify.annotations.NullMarked;
