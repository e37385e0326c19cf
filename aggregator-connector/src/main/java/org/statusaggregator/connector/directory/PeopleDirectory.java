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
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.statusaggregator.connector.simulate.Person;

/** An LDAP server on the loopback interface that holds people as {@code inetOrgPerson}, each with a name made of the user id. */
public final class PeopleDirectory implements AutoCloseable {
    /** Where people are. */
    public static final String PEOPLE = "ou=people,dc=example,dc=com";
    /** Who may read them. */
    public static final String READER = "cn=reader,dc=example,dc=com";

    private static final String SUFFIX = "dc=example,dc=com";
    private static final String[] DEPARTMENTS = {"Sales", "Support", "Engineering", "Finance", "Human Resources"};
    private static final String[] CITIES = {"Berlin", "Indianapolis", "Lisboa", "København", "東京"};

    private final InMemoryDirectoryServer server;
    private int people;

    private PeopleDirectory(InMemoryDirectoryServer server) {
        this.server = server;
    }

    /**
     * Starts to listen on a free port, without people.
     *
     * @param password of {@link #READER}; everybody else may read nothing
     * @throws IOException if it cannot listen
     */
    public static PeopleDirectory start(String password) throws IOException {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SUFFIX);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("people", InetAddress.getLoopbackAddress(), 0, null));
            config.addAdditionalBindCredentials(READER, password);
            config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH, OperationType.COMPARE);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.add(new Entry(SUFFIX, new Attribute("objectClass", "domain"), new Attribute("dc", "example")));
            server.add(new Entry(
                    PEOPLE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "people")));
            server.startListening();
            return new PeopleDirectory(server);
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
                    new DN(new RDN("uid", person.email()), new DN(PEOPLE)),
                    new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson"),
                    new Attribute("uid", person.email()),
                    new Attribute("cn", shown),
                    new Attribute("sn", family),
                    new Attribute(
                            "givenName",
                            shown.substring(0, Math.max(1, shown.length() - family.length()))
                                    .strip()),
                    new Attribute("mail", person.email()),
                    new Attribute("departmentNumber", DEPARTMENTS[number % DEPARTMENTS.length]),
                    new Attribute("l", CITIES[number / DEPARTMENTS.length % CITIES.length]),
                    new Attribute("telephoneNumber", "+1 555 01" + String.format(Locale.ROOT, "%05d", number))));
        } catch (LDAPException e) {
            throw new IOException(person.email() + ": " + e.getMessage(), e);
        }
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
