package org.statusaggregator.node.signin;

import java.util.List;
import org.statusaggregator.node.contacts.Viewer;

/** Finds out who a person is by name and password. Blocks. */
public interface SignIn {
    /**
     * Signs a person in.
     *
     * @param name as the person typed it
     * @param password as the person typed it
     * @param from where the person is, for the limits: an address
     * @throws SignInException if that is refused
     */
    Person signIn(String name, String password, String from) throws SignInException;

    /** What a person may do. */
    enum Role {
        /** Looks people up. */
        USER,
        /** Sees every contact list too, whoever it is for. */
        ADMIN
    }

    /**
     * Who signed in.
     *
     * @param id identifies the person: a distinguished name
     * @param name as people see it
     * @param emails normalised; none is kept that is no address
     * @param groups distinguished names of the groups that the person is a member of, also by way of other groups where the directory knows that
     * @param role what the person may do
     */
    record Person(String id, String name, List<String> emails, List<String> groups, Role role) {
        /** Copies both lists. */
        public Person {
            emails = List.copyOf(emails);
            groups = List.copyOf(groups);
        }

        /** Which contact lists the person sees. */
        public Viewer viewer() {
            return role == Role.ADMIN ? Viewer.ADMIN : Viewer.member(groups);
        }
    }
}
