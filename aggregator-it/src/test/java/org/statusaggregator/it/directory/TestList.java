package org.statusaggregator.it.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.DirectoryEntry;
import org.statusaggregator.core.directory.MappingNotes;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.node.config.BadConfigException;
import org.statusaggregator.node.config.ConfigReader;
import org.statusaggregator.node.config.NodeConfig;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DirectoryException;
import org.statusaggregator.node.contacts.DirectoryReader;
import org.statusaggregator.node.ldap.Directories;
import org.statusaggregator.node.signin.SignIn;

/** A contact list as an administrator configures it, read as a poll reads it. */
final class TestList {
    private final Path folder;
    private final Path certificates;
    private String source = "";
    private String list = "";

    /** A list whose configuration stands in this folder. */
    TestList(Path folder, Path certificates) {
        this.folder = folder;
        this.certificates = certificates;
    }

    /** What the data source says. */
    TestList source(String text) {
        source = text;
        return this;
    }

    /** What the list says. */
    TestList list(String text) {
        list = text;
        return this;
    }

    /** A file with this password that only its owner may read. */
    static Path password(Path folder, String password) {
        Path file = folder.resolve("password-" + Integer.toHexString(password.hashCode()));
        if (!Files.exists(file)) {
            try {
                PrivateFiles.create(file, password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    ContactListSource configured() {
        return configuration("").contacts().lists().get(0);
    }

    /** Sign-in at the data source. */
    SignIn signIn(String more) {
        NodeConfig configuration = configuration("sign-in { data-source = ldap\n" + more + "\n}");
        return Directories.signIn(Objects.requireNonNull(configuration.signIn()), Clock.systemUTC());
    }

    private NodeConfig configuration(String more) {
        String text =
                """
                status-aggregator {
                  node.name = sa1
                  certificates.directory = "%s"
                  cluster { address = 127.0.0.1, members = ["127.0.0.1:5701"] }
                  contacts {
                    data-sources.ldap {
                      %s
                    }
                    lists.people {
                      data-source = ldap
                      %s
                    }
                  }
                  %s
                }
                """
                        .formatted(certificates, source, list, more);
        try {
            Path file = Files.createTempFile(folder, "list", ".conf");
            Files.writeString(file, text);
            return ConfigReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Something that happens when so many entries have been read. */
    void killAfter(int entries, Runnable action) {
        trigger = entries;
        triggered = action;
    }

    private int trigger = -1;
    private Runnable triggered = () -> {};

    /** Reads the directory. The contacts by their labels; who has the same one gets a number. */
    Map<String, Contact> read() throws DirectoryException {
        Sink sink = new Sink(configured(), trigger, triggered);
        told = new Directories().read(sink.source, sink);
        Map<String, Contact> contacts = new TreeMap<>();
        for (Contact contact : sink.contacts) {
            String label = contact.label();
            for (int i = 2; contacts.containsKey(label); i++) {
                label = contact.label() + " " + i;
            }
            contacts.put(label, contact);
        }
        restarts = sink.restarts;
        return contacts;
    }

    /** What the last reading told, and how often it began. */
    String told = "";

    int restarts;

    private static final class Sink implements DirectoryReader.Sink {
        private final ContactListSource source;
        private final MappingNotes notes = new MappingNotes();
        private final List<Contact> contacts = new ArrayList<>();
        private int restarts;

        private final int trigger;
        private final Runnable triggered;
        private int entries;

        Sink(ContactListSource source, int trigger, Runnable triggered) {
            this.source = source;
            this.trigger = trigger;
            this.triggered = triggered;
        }

        @Override
        public void restart() {
            contacts.clear();
            restarts++;
        }

        @Override
        public void entry(DirectoryEntry entry) {
            contacts.add(source.mapping().contact(entry, notes));
            if (++entries == trigger) {
                triggered.run();
            }
        }
    }
}
