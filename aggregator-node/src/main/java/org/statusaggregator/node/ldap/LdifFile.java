package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/** Reads an LDIF file as if it were a server: the search DN, the filter and the scope select entries. A record that cannot be read fails the whole. */
final class LdifFile implements DirectoryReader {
    @Override
    public String read(ContactListSource list, Sink sink) throws DirectoryException {
        Path file = Objects.requireNonNull(list.source().file(), "a data source without file");
        sink.restart();
        try (LDIFReader reader = new LDIFReader(new BufferedInputStream(Files.newInputStream(file)))) {
            Filter filter = Filter.create(list.search().filter());
            for (Entry entry = next(reader); entry != null; entry = next(reader)) {
                if (filter.matchesEntry(entry) && isBelow(entry, list.search())) {
                    sink.entry(new LdapEntry(entry));
                }
            }
            return "";
        } catch (IOException e) {
            throw new DirectoryException(file + ": cannot be read: " + e, e);
        } catch (LDIFException e) {
            throw new DirectoryException(file + " line " + e.getLineNumber() + ": " + e.getMessage(), e);
        } catch (LDAPException e) {
            throw new DirectoryException(file + ": " + e.getMessage(), e);
        }
    }

    /** The library stumbles over some odd files ("verSion:" alone, for instance) without saying what is wrong. */
    private static @Nullable Entry next(LDIFReader reader) throws IOException, LDIFException {
        try {
            return reader.readEntry();
        } catch (RuntimeException e) {
            throw new LDIFException("no LDIF: " + e, 0, false, e);
        }
    }

    private static boolean isBelow(Entry entry, ContactListSource.Search search) throws LDAPException {
        if (search.dn().isEmpty()) {
            return true;
        }
        SearchScope scope =
                switch (search.scope()) {
                    case BASE -> SearchScope.BASE;
                    case ONE -> SearchScope.ONE;
                    case SUB -> SearchScope.SUB;
                };
        return entry.matchesBaseAndScope(search.dn(), scope);
    }
}
