package org.statusaggregator.core.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The aggregator hosts in the order in which they are tried: the value of the server parameter {@code StatusAggregatorServer}.
 *
 * @param hosts at least one, each once
 */
public record ServerList(List<Host> hosts) {
    static final String SETTING = "StatusAggregatorServer";

    private static final String SHAPE = "expected: bare host names separated by semicolons, for example sa1;sa2";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** Copies the hosts. */
    public ServerList {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new BadServerListException("", "no host (" + SHAPE + ")");
        }
    }

    /**
     * Reads the list as an administrator types it: host names separated by semicolons; blanks, empty parts and repeated hosts are ignored. A
     * name may carry a port ({@code sa1:7444}) for trials.
     *
     * @throws BadServerListException if there is no host, or one is a fully qualified name, an address or no host name at all
     */
    public static ServerList parse(String text) {
        List<Host> hosts = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                Host host = host(text, part.strip());
                if (hosts.stream().noneMatch(known -> same(known, host))) {
                    hosts.add(host);
                }
            }
        }
        if (hosts.isEmpty()) {
            throw new BadServerListException(text, "no host (" + SHAPE + ")");
        }
        return new ServerList(hosts);
    }

    private static Host host(String list, String part) {
        int colon = part.indexOf(':');
        boolean severalColons = colon >= 0 && part.indexOf(':', colon + 1) >= 0;
        if (severalColons || part.startsWith("[")) {
            throw address(list, part);
        }
        String name = colon < 0 ? part : part.substring(0, colon);
        if (IPV4.matcher(name).matches()) {
            throw address(list, name);
        }
        if (name.indexOf('.') >= 0) {
            throw new BadServerListException(
                    list,
                    "\"" + name + "\" is a fully qualified name (expected: the bare host name, \""
                            + name.substring(0, name.indexOf('.'))
                            + "\"; the reference asks for it, and every node's certificate bears it)");
        }
        if (!NAME.matcher(name).matches()) {
            throw new BadServerListException(list, "\"" + name + "\" is no host name (" + SHAPE + ")");
        }
        return new Host(name, colon < 0 ? Host.DEFAULT_PORT : port(list, part.substring(colon + 1)));
    }

    private static BadServerListException address(String list, String address) {
        return new BadServerListException(
                list,
                "\"" + address
                        + "\" is an address (expected: the bare host name; certificates bear names, not addresses)");
    }

    private static int port(String list, String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new BadServerListException(list, "port \"" + text + "\" (expected: a number between 1 and 65535)");
    }

    private static boolean same(Host one, Host other) {
        return one.name().equalsIgnoreCase(other.name()) && one.port() == other.port();
    }

    /** As an administrator types it. */
    @Override
    public String toString() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(";"));
    }
}
