package org.statusaggregator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.connector.directory.PeopleDirectory;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.tls.PrivateFiles;

/** What the page is tested with: a directory in which people sign in, a short list with hostile names, an empty one, and one of 50,000 people. */
final class PageSetting implements AutoCloseable {
    static final int MANY = 50_000;
    static final String PASSWORD = "secret";
    static final Person ANN = new Person("ann.lee", "ann.lee@example.com");
    /** An administrator. */
    static final Person ADA = new Person("ada.min", "ada.min@example.com");

    static final String SCRIPT = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";
    static final String TURNED = "Eve \u202egnp.exe\u202c \u2066Smith\u2069";
    static final String LONG = "Maximilian " + "von und zu ".repeat(26) + "Ende";
    private static final String[] DEPARTMENTS = {"Sales", "Support", "Research", "Finance"};
    private static final String[] KEYS = {"Available", "In a meeting", "Do Not Disturb", "At Lunch", "Gone Home"};

    private final Path folder;
    private final PeopleDirectory directory;
    private final List<Integer> ports = new ArrayList<>();
    /** Leads to any node that answers, as a load balancer does. */
    private final Balancer balancer;

    private final String admins;

    PageSetting(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        balancer = new Balancer();
        directory = PeopleDirectory.start("reader", PASSWORD);
        directory.add(ANN);
        directory.add(ADA);
        admins = directory.addGroup("admins", List.of(ADA));
        directory.add(new Person("bob.ray", "bob.ray@example.com"));
        Path password = folder.resolve("password");
        Files.deleteIfExists(password);
        PrivateFiles.create(password, "reader".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String header = "id,cn,mail,departmentNumber,l,telephoneNumber\n";
        StringBuilder staff = new StringBuilder(header);
        for (int i = 0; i < 40; i++) {
            staff.append(line("s" + i, "Staff " + (char) ('A' + i % 26) + i, i));
        }
        staff.append(line("script", SCRIPT, 1))
                .append(line("turned", TURNED, 2))
                .append(line("long", LONG, 3));
        Files.writeString(folder.resolve("staff.csv"), staff);
        Files.writeString(folder.resolve("empty.csv"), header);
        StringBuilder everyone = new StringBuilder(header);
        for (int i = 0; i < MANY; i++) {
            everyone.append(line("p" + i, "Person " + i, i));
        }
        Files.writeString(folder.resolve("everyone.csv"), everyone);
    }

    private static String line(String id, String name, int number) {
        return id + ",\"" + name.replace("\"", "\"\"") + "\"," + id + "@example.com," + DEPARTMENTS[number % 4]
                + ",City " + number % 7 + ",+1 555 " + number + "\n";
    }

    /** More configuration of the next node. */
    String configuration() {
        try {
            ports.addAll(org.statusaggregator.it.directory.Ports.free(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = ports.get(ports.size() - 1);
        balancer.add(port);
        return """
                status-aggregator {
                  web { enabled = true, address = "127.0.0.1", port = %d, advertised-host = "localhost:%d", shared-host = "localhost:%d", most-streams-of-one = 1100 }
                  sign-in { data-source = ldap, admin-groups = ["%s"] }
                  contacts {
                    poll-jitter = 0s
                    data-sources {
                      ldap { hosts = ["127.0.0.1:%d"], bind-dn = "%s", password-file = "%s", search-dn = "%s" }
                      staff { type = csv, file = "%s" }
                      everyone { type = csv, file = "%s" }
                      empty { type = csv, file = "%s" }
                    }
                    list-defaults { mapping = inetOrgPerson }
                    lists {
                      staff { data-source = staff, label = "Staff" }
                      everyone { data-source = everyone, label = "Everyone" }
                      empty { data-source = empty, label = "Nobody yet" }
                    }
                  }
                }
                """
                .formatted(
                        port,
                        port,
                        balancer.port(),
                        admins,
                        directory.port(),
                        PeopleDirectory.READER,
                        folder.resolve("password"),
                        PeopleDirectory.PEOPLE,
                        folder.resolve("staff.csv"),
                        folder.resolve("everyone.csv"),
                        folder.resolve("empty.csv"));
    }

    /** Address of a node's page. */
    String page(int node) {
        return "https://localhost:" + ports.get(node) + "/";
    }

    /** Port of a node's page. */
    int port(int node) {
        return ports.get(node);
    }

    /** Address of the page at any node that answers. */
    String sharedPage() {
        return "https://localhost:" + balancer.port() + "/";
    }

    /** A user of the short list. */
    static Status staff(String id, String key) {
        return user(id, key).withLogonServer("cic1");
    }

    private static Status user(String id, String key) {
        Instant since = Instant.now().minusSeconds(75);
        return Status.of(id, id + "@example.com")
                .withKey(StatusKey.of(key, true).since(since));
    }

    /** Everybody's first status. */
    static List<Status> statuses() {
        List<Status> all = new ArrayList<>();
        for (int i = 0; i < 38; i++) {
            Status one = user("s" + i, KEYS[i % KEYS.length]);
            if (i % 5 == 1) {
                Until until = new Until(Instant.now().plusSeconds(1_800), false, true);
                one = one.withKey(one.key().until(until).detail("Room " + i));
            }
            all.add(
                    i % 5 == 4
                            ? one
                            : one.withLogonServer("cic1")
                                    .withOnPhone(i % 7 == 0, Instant.now().minusSeconds(20)));
        }
        all.add(staff("script", "Available"));
        all.add(staff("turned", "<b>Available</b>"));
        for (int i = 0; i < MANY; i++) {
            all.add(user("p" + i, KEYS[i % KEYS.length]).withLogonServer(i % 5 == 4 ? "" : "cic1"));
        }
        return all;
    }

    @Override
    public void close() {
        balancer.close();
        directory.close();
    }
}
