package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.contacts.DataSource;

/**
 * Which groups a person is a member of: those that the entry names ({@code memberOf}) and those that name the entry ({@code member}, {@code uniqueMember}, {@code memberUid}).
 * Active Directory also answers groups in groups, but never the primary group ("Domain Users").
 */
final class LdapGroups {
    private static final Logger LOG = LogManager.getLogger(LdapGroups.class);
    private static final int MOST = 2_000;
    /** Active Directory: also by way of other groups. */
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    private final DataSource.Subtype subtype;
    private final String searchDn;

    LdapGroups(DataSource.Subtype subtype, String searchDn) {
        this.subtype = subtype;
        this.searchDn = searchDn;
    }

    /** Their distinguished names. */
    List<String> of(LDAPConnection reader, SearchResultEntry entry) throws LDAPException {
        Set<String> groups = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        groups.addAll(LdapPerson.values(entry, "memberOf"));
        SearchRequest request = new SearchRequest(searchDn, SearchScope.SUB, filter(entry), "1.1");
        request.setSizeLimit(MOST);
        try {
            LdapSignIn.search(reader, request).getSearchEntries().forEach(group -> groups.add(group.getDN()));
        } catch (LDAPException e) {
            if (!isForbidden(e.getResultCode())) {
                throw e;
            }
            LOG.warn(
                    "groups below \"{}\" cannot be read, nobody is taken for their member: {}",
                    searchDn,
                    e.getMessage());
        }
        return List.copyOf(groups);
    }

    private static boolean isForbidden(ResultCode code) {
        return code.equals(ResultCode.NO_SUCH_OBJECT) || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    private Filter filter(SearchResultEntry entry) {
        String dn = entry.getDN();
        if (subtype == DataSource.Subtype.ACTIVE_DIRECTORY) {
            return Filter.createExtensibleMatchFilter("member", IN_CHAIN, false, dn);
        }
        List<Filter> kinds = new ArrayList<>();
        kinds.add(Filter.createEqualityFilter("member", dn));
        kinds.add(Filter.createEqualityFilter("uniqueMember", dn));
        for (String uid : LdapPerson.values(entry, "uid")) {
            kinds.add(Filter.createEqualityFilter("memberUid", uid));
        }
        return Filter.createORFilter(kinds);
    }
}
