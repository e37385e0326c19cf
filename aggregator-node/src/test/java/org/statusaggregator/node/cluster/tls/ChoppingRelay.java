package org.statusaggregator.node.cluster.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;

/** Passes the bytes of one connection on in pieces of random sizes, so that records arrive in halves and several at once. */
final class ChoppingRelay implements AutoCloseable {
    private static final int LARGEST_READ = 20_000;
    private static final int LARGEST_PIECE = 2_000;

    private final ServerSocket entrance;
    private final Thread thread;

    ChoppingRelay(int targetPort, long seed) throws IOException {
        entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> run(targetPort, seed), "chopping-relay");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void run(int targetPort, long seed) {
        try (Socket near = entrance.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread back = new Thread(() -> pass(far, near, new Random(seed)), "chopping-relay-back");
            back.start();
            pass(near, far, new Random(~seed));
            back.join();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to, Random random) {
        byte[] buffer = new byte[LARGEST_READ];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer, 0, 1); count >= 0; ) {
                for (int sent = 0, piece; sent < count; sent += piece) {
                    piece = Math.min(count - sent, 1 + random.nextInt(LARGEST_PIECE));
                    out.write(buffer, sent, piece);
                }
                count = in.read(buffer, 0, 1 + random.nextInt(LARGEST_READ));
            }
            to.shutdownOutput();
        } catch (SocketException e) {
            // One end is gone: so is the other.
            closeBoth(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void closeBoth(Socket from, Socket to) {
        try {
            from.close();
            to.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
