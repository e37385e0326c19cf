package org.statusaggregator.node.ldap;

import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/** Reads data sources of every kind. */
public final class Directories implements DirectoryReader {
    private final LdapReader server = new LdapReader();
    private final LdifFile ldif = new LdifFile();
    private final CsvFile csv = new CsvFile();

    @Override
    public String read(ContactListSource list, Sink sink) throws DirectoryException {
        DirectoryReader reader =
                switch (list.source().kind()) {
                    case LDAP -> server;
                    case LDIF -> ldif;
                    case CSV -> csv;
                };
        return reader.read(list, sink);
    }
}
