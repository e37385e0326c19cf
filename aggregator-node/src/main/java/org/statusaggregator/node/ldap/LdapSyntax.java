package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import org.jspecify.annotations.Nullable;

/** Whether texts of a configuration are what LDAP takes. */
public final class LdapSyntax {
    private LdapSyntax() {}

    /** Whether it is a search filter (RFC 4515). */
    public static boolean isFilter(String text) {
        try {
            Filter.create(text);
            return true;
        } catch (LDAPException e) {
            return false;
        }
    }

    /** Whether it is a distinguished name (RFC 4514). */
    public static boolean isName(String text) {
        return DN.isValidDN(text);
    }

    /** The domain that a distinguished name stands in: what begins with its first {@code dc}; without one the name itself. */
    public static String domain(String text) {
        try {
            for (@Nullable DN dn = new DN(text); dn != null && dn.getRDN() != null; dn = dn.getParent()) {
                if (dn.getRDN().hasAttribute("dc")) {
                    return dn.toString();
                }
            }
            return text;
        } catch (LDAPException e) {
            return text;
        }
    }
}
