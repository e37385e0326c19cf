/** Directories: LDAP servers and files. The LDAP library is seen here and nowhere else. */
@NullMarked
package org.statusaggregator.node.ldap;

import org.jspecify.annotations.NullMarked;
