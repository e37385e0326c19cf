/** Contact lists from the directory servers that organisations run: OpenLDAP's slapd and Samba as an Active Directory domain controller. */
@NullMarked
package org.statusaggregator.it.directory;

import org.jspecify.annotations.NullMarked;
