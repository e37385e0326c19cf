package org.statusaggregator.connector.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.RDN;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.statusaggregator.connector.simulate.Person;

/**
 * An LDAP server on the loopback interface that holds people as {@code inetOrgPerson}, each with a name made of the user id, and groups of them. All people have the same
 * password: this is for demonstrations and tests.
 */
public final class PeopleDirectory implements AutoCloseable {
    /** Where people are. */
    public static final String PEOPLE = "ou=people,dc=example,dc=com";
    /** Where groups are. */
    public static final String GROUPS = "ou=groups,dc=example,dc=com";
    /** Who reads them all. */
    public static final String READER = "cn=reader,dc=example,dc=com";

    private static final String SUFFIX = "dc=example,dc=com";
    private static final String[] DEPARTMENTS = {"Sales", "Support", "Engineering", "Finance", "Human Resources"};
    private static final String[] CITIES = {"Berlin", "Indianapolis", "Lisboa", "København", "東京"};

    private final InMemoryDirectoryServer server;
    private final String password;
    private int people;

    private PeopleDirectory(InMemoryDirectoryServer server, String password) {
        this.server = server;
        this.password = password;
    }

    /**
     * Starts to listen on a free port, without people. Who does not sign in may read nothing.
     *
     * @param readerPassword of {@link #READER}
     * @param password of each person
     * @throws IOException if it cannot listen
     */
    public static PeopleDirectory start(String readerPassword, String password) throws IOException {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SUFFIX);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("people", InetAddress.getLoopbackAddress(), 0, null));
            config.addAdditionalBindCredentials(READER, readerPassword);
            config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH, OperationType.COMPARE);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.add(new Entry(SUFFIX, new Attribute("objectClass", "domain"), new Attribute("dc", "example")));
            for (String folder : List.of(PEOPLE, GROUPS)) {
                server.add(new Entry(folder, new Attribute("objectClass", "organizationalUnit")));
            }
            server.startListening();
            return new PeopleDirectory(server, password);
        } catch (LDAPException e) {
            throw new IOException("the directory server cannot start: " + e.getMessage(), e);
        }
    }

    /**
     * Adds a person.
     *
     * @throws IOException if there is one with this address already
     */
    public void add(Person person) throws IOException {
        int number = people++;
        String name = Stream.of(person.userId().split("[._]"))
                .filter(part -> !part.isBlank() && !part.chars().allMatch(Character::isDigit))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining(" "));
        String shown = name.isEmpty() ? person.userId() : name;
        String family = shown.substring(shown.lastIndexOf(' ') + 1);
        try {
            server.add(new Entry(
                    name(person),
                    new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson"),
                    new Attribute("uid", person.email()),
                    new Attribute("cn", shown),
                    new Attribute("sn", family),
                    new Attribute(
                            "givenName",
                            shown.substring(0, Math.max(1, shown.length() - family.length()))
                                    .strip()),
                    new Attribute("mail", person.email()),
                    new Attribute("userPassword", password),
                    new Attribute("departmentNumber", DEPARTMENTS[number % DEPARTMENTS.length]),
                    new Attribute("l", CITIES[number / DEPARTMENTS.length % CITIES.length]),
                    new Attribute("telephoneNumber", "+1 555 01" + String.format(Locale.ROOT, "%05d", number))));
        } catch (LDAPException e) {
            throw new IOException(person.email() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Adds a group, a {@code groupOfNames}.
     *
     * @return its distinguished name
     * @throws IOException if there is one with this name already, or it has no members
     */
    public String addGroup(String name, List<Person> members) throws IOException {
        try {
            DN group = new DN(new RDN("cn", name), new DN(GROUPS));
            List<String> names = new ArrayList<>();
            for (Person member : members) {
                names.add(name(member).toString());
            }
            server.add(new Entry(
                    group,
                    new Attribute("objectClass", "top", "groupOfNames"),
                    new Attribute("cn", name),
                    new Attribute("member", names)));
            return group.toString();
        } catch (LDAPException e) {
            throw new IOException("group " + name + ": " + e.getMessage(), e);
        }
    }

    private static DN name(Person person) throws LDAPException {
        return new DN(new RDN("uid", person.email()), new DN(PEOPLE));
    }

    /** The port. */
    public int port() {
        return server.getListenPort();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
