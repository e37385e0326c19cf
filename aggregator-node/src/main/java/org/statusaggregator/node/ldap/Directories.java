package org.statusaggregator.node.ldap;

import java.time.InstantSource;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;
import org.statusaggregator.node.signin.LimitedSignIn;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInSource;

/** Reads data sources of every kind, and signs people in at one. */
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

    /** Sign-in at this source, with its limits: one for the whole node, as it counts attempts. */
    public static SignIn signIn(SignInSource source, InstantSource clock) {
        return new LimitedSignIn(new LdapSignIn(source), clock);
    }
}
