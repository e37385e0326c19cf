package org.statusaggregator.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One address in front of several: each connection goes to the first port that answers, as with a load balancer that knows who is alive. */
final class Balancer implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listening;
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });

    Balancer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** One more behind it. */
    void add(int port) {
        ports.add(port);
    }

    private void accept() {
        try {
            while (true) {
                Socket from = listening.accept();
                threads.execute(() -> lead(from));
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private void lead(Socket from) {
        open.add(from);
        for (int port : ports) {
            Socket to = new Socket();
            try {
                to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            } catch (IOException e) {
                continue; // the next one
            }
            open.add(to);
            threads.execute(() -> copy(to, from));
            copy(from, to);
            return;
        }
        close(from);
    }

    /** Until either side ends, and then both do. */
    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // the other side hears of it below
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            // it is gone
        }
        open.forEach(this::close);
        threads.shutdownNow();
    }
}
