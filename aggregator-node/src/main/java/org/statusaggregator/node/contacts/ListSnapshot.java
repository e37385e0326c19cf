package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.Fold;
import org.statusaggregator.core.directory.replica.ListHeader;

/** A contact list as this node holds it: one complete state. Immutable, so any thread may read it. */
public final class ListSnapshot {
    private final String name;
    private final ListHeader header;
    /** In the order of their labels. */
    private final Contact[] contacts;
    /** For each address its contact, or a list of them. */
    private final Map<String, Object> byEmail;

    private ListSnapshot(String name, ListHeader header, Contact[] contacts, Map<String, Object> byEmail) {
        this.name = name;
        this.header = header;
        this.contacts = contacts;
        this.byEmail = byEmail;
    }

    /** A contact with what it is sorted by. */
    private record Labelled(String label, String id, Contact contact) {}

    /** A list that is not held. */
    static ListSnapshot empty(String name) {
        return new ListSnapshot(name, ListHeader.NEW, new Contact[0], Map.of());
    }

    /** The list with these contacts; takes a while with many. */
    static ListSnapshot of(String name, ListHeader header, Collection<Contact> contacts) {
        List<Labelled> sorted = new ArrayList<>(contacts.size());
        contacts.forEach(contact -> sorted.add(new Labelled(Fold.of(contact.label()), contact.id(), contact)));
        sorted.sort(Comparator.comparing(Labelled::label).thenComparing(Labelled::id));
        Contact[] ordered = sorted.stream().map(Labelled::contact).toArray(Contact[]::new);
        return new ListSnapshot(name, header, ordered, index(ordered));
    }

    private static Map<String, Object> index(Contact[] contacts) {
        Map<String, Object> byEmail = new HashMap<>(contacts.length * 2);
        for (Contact contact : contacts) {
            for (String email : contact.emails()) {
                byEmail.merge(email, contact, ListSnapshot::together);
            }
        }
        return byEmail;
    }

    private static Object together(Object held, Object contact) {
        List<Object> all = new ArrayList<>(held instanceof List<?> several ? several : List.of(held));
        all.add(contact);
        return List.copyOf(all);
    }

    /** The same contacts with another header. */
    ListSnapshot with(ListHeader newHeader) {
        return new ListSnapshot(name, newHeader, contacts, byEmail);
    }

    /** The list's name. */
    public String name() {
        return name;
    }

    /** Everything but its contacts. */
    public ListHeader header() {
        return header;
    }

    /** Which state it is: changes with each poll that changed something. "" = the list is not held. */
    public String version() {
        return header.isHeld()
                ? Long.toHexString(header.last().id()) + "." + header.last().through()
                : "";
    }

    /** How many contacts. */
    public int size() {
        return contacts.length;
    }

    /** The contacts in the order of their labels; not to be changed. */
    public List<Contact> contacts() {
        return Arrays.asList(contacts);
    }

    /** Whether a contact has this normalised address. */
    public boolean has(String email) {
        return byEmail.containsKey(email);
    }

    /** The contacts that have this normalised address. */
    public List<Contact> contactsOf(String email) {
        @Nullable Object found = byEmail.get(email);
        if (found instanceof Contact contact) {
            return List.of(contact);
        }
        List<Contact> contactsOf = new ArrayList<>();
        if (found instanceof List<?> several) {
            several.forEach(one -> contactsOf.add((Contact) one));
        }
        return contactsOf;
    }

    /** Every address of every contact. */
    public Set<String> emails() {
        return byEmail.keySet();
    }

    /** The addresses that this state has and the other one has not. */
    Set<String> emailsBeyond(ListSnapshot other) {
        Set<String> beyond = new HashSet<>();
        byEmail.keySet().stream().filter(email -> !other.has(email)).forEach(beyond::add);
        return beyond;
    }
}
