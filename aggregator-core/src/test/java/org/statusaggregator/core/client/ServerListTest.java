package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerListTest {
    private static final String EXAMPLE = "(expected: bare host names separated by semicolons, for example sa1;sa2)";

    @Test
    void hostsKeepTheOrderInWhichTheyWereTyped() {
        assertThat(ServerList.parse("sa2;sa1").hosts()).containsExactly(new Host("sa2", 7443), new Host("sa1", 7443));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sa1;sa2", " sa1 ; sa2 ", "sa1;;sa2;", ";sa1;\t;sa2", "sa1;sa2;SA1", "sa1;sa2;sa2:7443"})
    void blanksEmptyPartsAndRepetitionsDoNotMatter(String typed) {
        assertThat(ServerList.parse(typed)).hasToString("sa1;sa2");
    }

    @Test
    void aPortMayBeGivenForTrials() {
        assertThat(ServerList.parse("localhost:17443;sa2").hosts())
                .isEqualTo(List.of(new Host("localhost", 17443), new Host("sa2", 7443)));
    }

    @Test
    void oneHostMayBeGivenWithSeveralPorts() {
        assertThat(ServerList.parse("localhost:1;localhost:2")).hasToString("localhost:1;localhost:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; ;"})
    void aListWithoutHostsIsRefused(String typed) {
        assertRefused(typed, "no host " + EXAMPLE);
    }

    @Test
    void aFullyQualifiedNameIsRefusedWithTheNameToTypeInstead() {
        assertRefused(
                "sa1.example.com;sa2",
                "\"sa1.example.com\" is a fully qualified name (expected: the bare host name, \"sa1\";"
                        + " the reference asks for it, and every node's certificate bears it)");
        assertRefused(
                "sa1.example.com:7443",
                "\"sa1.example.com\" is a fully qualified name (expected: the bare host name, \"sa1\";"
                        + " the reference asks for it, and every node's certificate bears it)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::1", "[::1]", "[::1]:7443", "fe80::1:2"})
    void anAddressIsRefused(String address) {
        assertRefused(
                "sa1;" + address,
                "\"" + address
                        + "\" is an address (expected: the bare host name; certificates bear names, not addresses)");
    }

    @Test
    void anAddressWithAPortIsRefused() {
        assertRefused(
                "10.1.2.3:7443",
                "\"10.1.2.3\" is an address (expected: the bare host name; certificates bear names, not addresses)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sa1,sa2", "sa1 sa2", "-sa1", "sa1-", "sa_1", "https//sa1", "sä1"})
    void whatIsNoHostNameIsRefused(String typed) {
        assertRefused(typed, "\"" + typed + "\" is no host name " + EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "100000", "x", "-1", "7443 "})
    void aPortThatIsNoneIsRefused(String port) {
        assertRefused("sa1:" + port + "/", "port \"" + port + "/\" (expected: a number between 1 and 65535)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "100000"})
    void aPortOutsideTheRangeIsRefused(String port) {
        assertRefused("sa1:" + port, "port \"" + port + "\" (expected: a number between 1 and 65535)");
    }

    private static void assertRefused(String typed, String problem) {
        assertThatThrownBy(() -> ServerList.parse(typed))
                .isInstanceOf(BadServerListException.class)
                .hasMessage("StatusAggregatorServer = \"" + typed + "\": " + problem);
    }
}
