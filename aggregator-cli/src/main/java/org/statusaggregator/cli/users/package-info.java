/** Commands about users and their statuses. */
@NullMarked
package org.statusaggregator.cli.users;

import org.jspecify.annotations.NullMarked;
