package org.statusaggregator.node.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.AttributeMapping;
import org.statusaggregator.core.directory.BadSettingException;
import org.statusaggregator.core.directory.DirectoryEntry;
import org.statusaggregator.core.directory.MappingNotes;
import org.statusaggregator.core.directory.PollSchedule;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;

/** Lists to be read, and what their reading brings. */
final class Lists {
    static final String SUFFIX = "dc=example,dc=com";

    private Lists() {}

    static ContactListSource file(DataSource.Kind kind, Path file, String dn, String filter) {
        return list(new DataSource("file", kind, null, file), dn, filter);
    }

    static ContactListSource server(DataSource.Limits limits, DataSource.Host... hosts) {
        DataSource.Server server = new DataSource.Server(
                DataSource.Subtype.OTHER,
                List.of(hosts),
                DataSource.Security.PLAIN,
                null,
                "cn=admin," + SUFFIX,
                () -> "secret",
                SUFFIX,
                limits);
        return list(new DataSource("server", DataSource.Kind.LDAP, server, null), SUFFIX, "(objectClass=person)");
    }

    static DataSource.Limits limits(Duration search, Duration load) {
        return new DataSource.Limits(search, search, load, 10);
    }

    private static ContactListSource list(DataSource source, String dn, String filter) {
        try {
            return new ContactListSource(
                    "people",
                    "People",
                    new ContactListSource.Audience(true, List.of()),
                    true,
                    source,
                    new ContactListSource.Search(dn, filter, ContactListSource.Scope.SUB),
                    AttributeMapping.parse("test", "DisplayName : cn\nBusinessEmail : mail\nDepartment : ou\n"),
                    PollSchedule.DAILY,
                    20);
        } catch (BadSettingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a reading brought. */
    static final class Taken implements DirectoryReader.Sink {
        final List<String> contacts = new ArrayList<>();
        private final ContactListSource list;
        private final MappingNotes notes = new MappingNotes();

        @Nullable Runnable atFirst;

        Taken(ContactListSource list) {
            this.list = list;
        }

        @Override
        public void restart() {
            contacts.clear();
        }

        @Override
        public void entry(DirectoryEntry entry) {
            contacts.add(list.mapping().contact(entry, notes).toString());
            if (atFirst != null) {
                atFirst.run();
                atFirst = null;
            }
        }
    }

    static List<String> read(ContactListSource list) throws DirectoryException {
        Taken taken = new Taken(list);
        new Directories().read(list, taken);
        return taken.contacts;
    }
}
