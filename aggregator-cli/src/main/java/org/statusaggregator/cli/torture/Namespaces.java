package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.statusaggregator.cli.processes.LocalNode;

/**
 * Each node in a network namespace of its own, with one interface for the other nodes and one for clients (this process). Both end in bridges in a
 * namespace in the middle; a link is cut by moving its end to another bridge, so that packets vanish silently as in a real network, and nobody is told.
 * Needs Linux, {@code ip} and the rights of root.
 */
final class Namespaces implements Network {
    private static final int PORT = 7443;
    private static final int MEMBER_PORT = 5701;

    /** Bridge of the members. */
    private static final String MEMBERS = "members";
    /** Bridge of the members on the other side of a split. */
    private static final String OTHERS = "others";

    private static final String CLIENTS = "clients";

    private final String prefix;
    /** The first two numbers of every address. */
    private final String subnet;

    private final int size;

    private Namespaces(String prefix, String subnet, int size) {
        this.prefix = prefix;
        this.subnet = subnet;
        this.size = size;
    }

    /** Whether this machine lets us make namespaces. */
    static boolean areAllowed(RandomGenerator random) {
        String probe = name(random) + "-p";
        try {
            boolean made = run(List.of("ip", "netns", "add", probe)).isEmpty();
            return made && run(List.of("ip", "netns", "del", probe)).isEmpty();
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A network for so many nodes. */
    static Namespaces make(int nodes, RandomGenerator random) throws IOException, InterruptedException {
        Namespaces network = new Namespaces(name(random), "10." + (200 + random.nextInt(50)), nodes);
        boolean made = false;
        try {
            network.build();
            made = true;
            return network;
        } finally {
            if (!made) {
                network.close();
            }
        }
    }

    private static String name(RandomGenerator random) {
        return String.format(Locale.ROOT, "sa%06x", random.nextInt(1 << 24));
    }

    private void build() throws IOException, InterruptedException {
        String hub = hub();
        ip("netns", "add", hub);
        for (String bridge : List.of(MEMBERS, OTHERS, CLIENTS)) {
            ip("-n", hub, "link", "add", bridge, "type", "bridge");
            ip("-n", hub, "link", "set", "dev", bridge, "up");
        }
        ip("link", "add", prefix + "-c", "type", "veth", "peer", "name", "root", "netns", hub);
        ip("-n", hub, "link", "set", "dev", "root", "master", CLIENTS, "up");
        ip("addr", "add", subnet + ".2.254/24", "dev", prefix + "-c");
        ip("link", "set", "dev", prefix + "-c", "up");
        for (int node = 0; node < size; node++) {
            ip("netns", "add", namespace(node));
            ip("-n", namespace(node), "link", "set", "dev", "lo", "up");
            connect(node, "m", MEMBERS, ".1.");
            connect(node, "c", CLIENTS, ".2.");
        }
    }

    private void connect(int node, String kind, String bridge, String net) throws IOException, InterruptedException {
        ip("-n", hub(), "link", "add", kind + node, "type", "veth", "peer", "name", kind, "netns", namespace(node));
        ip("-n", hub(), "link", "set", "dev", kind + node, "master", bridge, "up");
        ip("-n", namespace(node), "addr", "add", subnet + net + (node + 1) + "/24", "dev", kind);
        ip("-n", namespace(node), "link", "set", "dev", kind, "up");
    }

    private String hub() {
        return prefix + "-hub";
    }

    private String namespace(int node) {
        return prefix + "-n" + (node + 1);
    }

    @Override
    public List<LocalNode> nodes() {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> new LocalNode("sa" + i, subnet + ".2." + i, PORT, subnet + ".1." + i, MEMBER_PORT))
                .toList();
    }

    @Override
    public List<String> at(int node, List<String> command) {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", namespace(node)));
        there.addAll(command);
        return there;
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public void split(Set<Integer> side) throws IOException, InterruptedException {
        for (int node : side) {
            ip("-n", hub(), "link", "set", "dev", "m" + node, "master", OTHERS);
        }
    }

    @Override
    public void cutClients(int node) throws IOException, InterruptedException {
        ip("-n", hub(), "link", "set", "dev", "c" + node, "nomaster");
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        for (int node = 0; node < size; node++) {
            ip("-n", hub(), "link", "set", "dev", "m" + node, "master", MEMBERS);
            ip("-n", hub(), "link", "set", "dev", "c" + node, "master", CLIENTS);
        }
    }

    /** Removes the namespaces, and with them everything that was made. */
    @Override
    public void close() throws IOException {
        try {
            for (int node = 0; node < size; node++) {
                run(List.of("ip", "netns", "del", namespace(node)));
            }
            run(List.of("ip", "link", "del", prefix + "-c"));
            run(List.of("ip", "netns", "del", hub()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        String failure = run(command);
        if (!failure.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + failure);
        }
    }

    /** Runs a command; answers what it complained of, empty if it went well. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? "" : said.isBlank() ? "failed" : said.strip();
    }
}
