package org.statusaggregator.it.page;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Many browsers that only look at a contact list: each has a connection of its own with TLS and HTTP/2, as real ones have, and reads what comes. */
public final class IdleBrowsers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HTTP2Client client = new HTTP2Client();
    private final List<Session> sessions = new ArrayList<>();
    private final AtomicInteger caughtUp = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    /** Answers that are no streams, and streams that broke, in words, and how many. */
    private final Map<String, Integer> problems = new ConcurrentSkipListMap<>();

    /** @param cookie the session of somebody who is signed in, as the header wants it */
    public IdleBrowsers(int number, int port, String path, String cookie) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client(true);
        tls.setEndpointIdentificationAlgorithm(null);
        client.getClientConnector().setSslContextFactory(tls);
        client.start();
        HttpURI address = HttpURI.from("https://localhost:" + port + path);
        for (int i = 0; i < number; i++) {
            Session session = client.connect(tls, new InetSocketAddress("localhost", port), new Session.Listener() {})
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            sessions.add(session);
            HttpFields headers = HttpFields.build().put("Cookie", cookie).put("Accept", "text/event-stream");
            CompletableFuture<Stream> stream = session.newStream(
                    new HeadersFrame(new MetaData.Request("GET", address, HttpVersion.HTTP_2, headers), null, true),
                    new Reader());
            stream.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** How many have their snapshot and read on, and what the others met. */
    @Override
    public String toString() {
        return caughtUp.get() - ended.get() + " live" + (problems.isEmpty() ? "" : ", " + problems);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the browsers cannot be ended", e);
        }
    }

    private void problem(String what) {
        problems.merge(what, 1, Integer::sum);
    }

    private final class Reader implements Stream.Listener {
        private static final String COMPLETE = "event: snapshotEnd";

        private boolean complete;
        /** The end of what was read before: a message may come in two pieces. */
        private String before = "";

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            int status = ((MetaData.Response) frame.getMetaData()).getStatus();
            if (status != HttpStatus.OK_200) {
                problem("status " + status);
            }
            stream.demand();
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            problem("reset " + frame.getError());
            callback.succeeded();
        }

        @Override
        public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
            problem("failed: " + reason);
            callback.succeeded();
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data == null) {
                stream.demand();
                return;
            }
            String text = StandardCharsets.UTF_8
                    .decode(data.frame().getByteBuffer().slice())
                    .toString();
            boolean last = data.frame().isEndStream();
            data.release();
            if (!complete) {
                String read = before + text;
                complete = read.contains(COMPLETE);
                caughtUp.addAndGet(complete ? 1 : 0);
                before = read.substring(Math.max(0, read.length() - COMPLETE.length()));
            }
            if (last) {
                ended.addAndGet(complete ? 1 : 0);
            } else {
                stream.demand();
            }
        }
    }
}
