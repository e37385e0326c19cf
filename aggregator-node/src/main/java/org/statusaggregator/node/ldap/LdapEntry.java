package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.DirectoryEntry;

/** An entry of an LDAP server or an LDIF file. */
record LdapEntry(Entry entry) implements DirectoryEntry {
    @Override
    public String name() {
        try {
            return entry.getParsedDN().toNormalizedString();
        } catch (LDAPException e) {
            return entry.getDN(); // unusual, but a name
        }
    }

    @Override
    public List<byte[]> values(String attribute) {
        @Nullable Attribute found = entry.getAttribute(attribute);
        return found == null ? List.of() : List.of(found.getValueByteArrays());
    }
}
