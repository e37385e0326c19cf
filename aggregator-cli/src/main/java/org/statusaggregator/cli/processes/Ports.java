package org.statusaggregator.cli.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** TCP ports of this machine's loopback address. */
public final class Ports {
    private Ports() {}

    /** Ports that nobody listens on now, each another one. */
    public static List<Integer> free(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket();
                held.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** As many ports as nodes, from the first one on. */
    public static List<Integer> from(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
