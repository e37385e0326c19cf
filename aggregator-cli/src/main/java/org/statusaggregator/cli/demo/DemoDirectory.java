package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.statusaggregator.cli.processes.NodeFiles;
import org.statusaggregator.connector.directory.PeopleDirectory;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.core.tls.PrivateFiles;

/** The demo's LDAP server, in this process: the users of the simulated CIC servers as people who can be looked up, and who can sign in. */
final class DemoDirectory implements AutoCloseable {
    /** Name of the contact list. */
    static final String LIST = "people";
    /** Of everybody. */
    static final String PASSWORD = "demo";
    /** Most people in it: each takes some 3 KB here. Of a larger demo the others are users without a contact. */
    static final int MOST = 20_000;

    private static final String PASSWORD_FILE = "ldap-password";

    private final PeopleDirectory directory;
    private final Path password;
    private final String administrators;
    private final Person administrator;
    private final int people;

    private DemoDirectory(
            PeopleDirectory directory, Path password, String administrators, Person administrator, int people) {
        this.directory = directory;
        this.password = password;
        this.administrators = administrators;
        this.administrator = administrator;
        this.people = people;
    }

    /** Starts the server with the people of the plan. The first one is an administrator. */
    static DemoDirectory start(DemoPlan plan, DemoFolder folder) throws IOException {
        String secret = new BigInteger(128, new SecureRandom()).toString(Character.MAX_RADIX);
        Path file = folder.certificates().resolve(PASSWORD_FILE);
        PrivateFiles.create(file, secret.getBytes(StandardCharsets.UTF_8));
        PeopleDirectory directory = PeopleDirectory.start(secret, PASSWORD);
        try {
            Person administrator = new Person("", "");
            int number = 0;
            int each = Math.min(plan.users(), MOST / plan.cicServers().size());
            for (String cicServer : plan.cicServers()) {
                for (Person person : GeneratedPeople.of(cicServer, DemoPlan.SEED, each)) {
                    directory.add(person);
                    administrator = number++ == 0 ? person : administrator;
                }
            }
            String group = directory.addGroup("administrators", List.of(administrator));
            return new DemoDirectory(directory, file, group, administrator, number);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** What the nodes' configuration files say about it. */
    String configuration() {
        return """
                status-aggregator {
                  contacts {
                    data-sources.directory {
                      hosts = ["127.0.0.1:%d"]
                      bind-dn = %s
                      password-file = %s
                      search-dn = %s
                    }
                    lists.%s { data-source = directory, label = "Enterprise Directory", mapping = inetOrgPerson }
                  }
                  sign-in { data-source = directory, admin-groups = [%s] }
                }
                """
                .formatted(
                        directory.port(),
                        NodeFiles.quoted(PeopleDirectory.READER),
                        NodeFiles.quoted(password.toString()),
                        NodeFiles.quoted(PeopleDirectory.PEOPLE),
                        LIST,
                        NodeFiles.quoted(administrators));
    }

    /** How many people can be looked up. */
    int people() {
        return people;
    }

    /** Who is an administrator: an address, which is the name to sign in with. */
    String administrator() {
        return administrator.email();
    }

    /** Where it listens. */
    int port() {
        return directory.port();
    }

    @Override
    public void close() {
        directory.close();
    }
}
