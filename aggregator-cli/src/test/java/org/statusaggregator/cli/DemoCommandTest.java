package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.tls.PrivateFiles;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ContactListPoll;
import org.statusaggregator.v1.Member;

/** The demo with shell scripts in place of nodes and CIC servers: what it starts, writes, says and stops. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins are shell scripts")
class DemoCommandTest {
    /** Stays until it is told to end, as a node does. */
    private static final String STAYS = "#!/bin/sh\nexec sleep 600 # \"$@\"\n";

    private final TestCli cli = new TestCli();

    private Path temp;
    private Path home;
    private Path dir;

    @BeforeEach
    void aDistributionOfStandIns(@TempDir Path folder) throws IOException {
        temp = folder;
        home = temp.resolve("home");
        dir = temp.resolve("it's a demo");
        script("aggregator-node", STAYS);
        script("aggregator", STAYS);
        cli.home = home.toString();
        cli.sa1.cluster = cli.sa2.cluster = Cluster.newBuilder()
                .addMembers(Member.newBuilder().setName("sa1"))
                .addMembers(Member.newBuilder().setName("sa2"))
                .build();
        contacts(15);
        for (String name : List.of("cic1", "cic2", "cic3")) {
            CicServer live = CicServer.newBuilder()
                    .setName(name)
                    .setState(CicServerState.LIVE)
                    .setUsers(5)
                    .build();
            cli.sa1.cicServers.add(live);
            cli.sa2.cicServers.add(live);
        }
    }

    /** What the nodes say that they have. */
    private void contacts(int number) {
        ContactListPoll poll = ContactListPoll.newBuilder()
                .setContactList("people")
                .setContacts(number)
                .build();
        for (FakeNode node : List.of(cli.sa1, cli.sa2)) {
            node.polls.clear();
            node.polls.add(poll);
        }
    }

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void startsEverythingSaysWhatRunsWhereAndStopsItAgain() {
        Result result = cli.demo("--dir", dir.toString(), "--users", "5", "--for", "300ms");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Ready: 2 nodes, 3 CIC servers, 15 users, visible at every node.\n")
                .contains("cic3  pid ")
                .containsPattern("sa1   pid \\d+ +localhost:\\d+, members 127\\.0\\.0\\.1:\\d+ ")
                .containsPattern("sa2   pid \\d+ +localhost:\\d+, members 127\\.0\\.0\\.1:\\d+ ")
                .contains("15 people as a contact list", "administrator: ", "@cic1.example.com")
                .contains(". " + dir.resolve("env.sh"), "aggregator users watch", "kill -9 ");
        assertThat(dir.resolve("ready")).doesNotExist();
        assertThat(pids(result.out())).hasSize(5).noneMatch(TestCli::isAlive);
    }

    @Test
    void writesWhatTheProcessesAndTheShellNeed() throws IOException {
        Result result = cli.demo("--dir", dir.toString(), "--users", "5", "--for", "100ms", "--port", "17441");
        assertThat(result.code()).isZero();
        assertThat(dir.resolve("env.sh"))
                .content()
                .contains("export AGGREGATOR_HOSTS='localhost:17441;localhost:17442'\n")
                .contains("export AGGREGATOR_CERTS='" + dir.toString().replace("'", "'\\''") + "/certs/admin'\n");
        assertThat(dir.resolve("nodes/sa2/node.conf"))
                .content()
                .contains("node { name = \"sa2\" }", "directory = \"" + dir + "/certs/sa2\"")
                .contains("port = 17442, advertised-host = \"localhost:17442\"")
                .contains(
                        "search-dn = \"ou=people,dc=example,dc=com\"", "cn=administrators,ou=groups,dc=example,dc=com");
        PrivateFiles.refuseLaxPermissions(dir.resolve("certs/ldap-password"));
        for (String name : List.of("sa1", "sa2", "cic1", "cic2", "cic3", "admin")) {
            assertThat(dir.resolve("certs").resolve(name)).isDirectoryContaining("glob:**/private.key");
        }
    }

    @Test
    void mayUseTheFolderOfAnEarlierDemoButNoOther() throws IOException {
        assertThat(cli.demo("--dir", dir.toString(), "--users", "5", "--for", "1ms")
                        .code())
                .isZero();
        assertThat(cli.demo("--dir", dir.toString(), "--users", "5", "--for", "1ms")
                        .code())
                .isZero();
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.writeString(other.resolve("precious"), "data");
        Result refused = cli.demo("--dir", other.toString(), "--for", "1ms");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(other + " is not empty");
        assertThat(other.resolve("precious")).exists();
    }

    @Test
    void aProcessThatCannotStartEndsTheDemoWithItsLastLines() throws IOException {
        script("aggregator", "#!/bin/sh\nfor i in $(seq 1 30); do echo \"line $i of $3\"; done\nexit 3\n");
        cli.sa1.cicServers.clear();
        contacts(5);
        Result result = cli.demo("--dir", dir.toString(), "--users", "5", "--cic", "1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("cic1: line 30 of cic1", "cic1: line 11 of cic1")
                .doesNotContain("line 10 of")
                .contains("ended with code 3 while it was starting");
        assertThat(dir.resolve("ready")).doesNotExist();
    }

    @Test
    void aProcessThatDiesLaterIsReportedAndTheOthersGoOn() throws IOException {
        script("aggregator", "#!/bin/sh\nsleep 1\nexit 9\n");
        Result result = cli.demo("--dir", dir.toString(), "--users", "5", "--cic", "3", "--for", "2s");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("ended with code 9; the others go on");
    }

    @Test
    void wrongNumbersAreUsageErrors() {
        Result result = cli.demo("--dir", dir.toString(), "--nodes", "0");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--nodes is 0 (expected: between 1 and 9)");
        assertThat(cli.demo("--for", "ever").err()).contains("'ever' is no duration");
    }

    @Test
    void withoutADistributionItSaysSo() {
        cli.home = "";
        assertThat(cli.demo("--dir", dir.toString()).err()).contains("bin/aggregator");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Long> pids(String out) {
        return out.lines()
                .filter(line -> line.matches("  \\w+ +pid \\d+ .*"))
                .map(line -> Long.parseLong(line.replaceAll("^  \\w+ +pid (\\d+) .*", "$1")))
                .toList();
    }
}
