package org.statusaggregator.core.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that session and watch share: one host at a time, in the order given, left only when it fails or drains. Another one, to the host that comes
 * next, waits for that.
 *
 * <pre>
 * IDLE ──► CONNECTING ──answered──► CONNECTED
 *            ▲  │ ▲                    │
 *            │  │ └─────next host──────┤ failed, draining
 *            │  └──┐                   │
 *            │     ▼ a whole round     ▼ failed
 *            └─ BACKING_OFF ◄──────────┘
 * </pre>
 *
 * Users learn of a new link by {@link User#onLink}; they judge a link by their own calls and report what they see. On the loop only.
 */
final class Connection {
    /** A host that answered for this long was a good one: the round over the hosts begins anew when it fails. */
    static final Duration SETTLED = Duration.ofSeconds(2);
    /** Within so long after that it connects to the next host as well. Chance says when for each client, so that clients which came together do not do it together. */
    static final Duration STANDBY_WITHIN = Duration.ofSeconds(8);

    private static final Logger LOG = LogManager.getLogger(Connection.class);

    private final List<Host> hosts;
    private final Nodes nodes;
    private final Links links;
    private final Loop loop;
    private final ClientListener listener;
    private final Backoff backoff;
    /** How long a host must have answered before the next one is connected to as well, in nanoseconds. */
    private final long standbyAfter;

    private final List<User> users = new ArrayList<>();

    private ConnectionState state = ConnectionState.IDLE;
    private @Nullable Link link;
    /** Index of the host that is used or tried next. */
    private int position;
    /** Hosts that failed since one was good. */
    private int failures;
    /** When the host began to answer. */
    private long connectedAt;

    /** Who makes calls on the connection. */
    interface User {
        /** There is a link, or another one than before. */
        void onLink();
    }

    Connection(ServerList servers, Nodes nodes, Loop loop, ClientListener listener, RandomGenerator random) {
        this.hosts = servers.hosts();
        this.nodes = nodes;
        this.links = new Links(nodes, loop);
        this.loop = loop;
        this.listener = listener;
        this.backoff = new Backoff(random);
        this.standbyAfter = SETTLED.toNanos() + random.nextLong(0, STANDBY_WITHIN.toNanos());
    }

    /** The link to make calls on; null while there is none. */
    @Nullable Link link() {
        return link;
    }

    void join(User user) {
        users.add(user);
        if (state == ConnectionState.IDLE) {
            connect("first call");
        } else if (link != null) {
            user.onLink();
        }
    }

    void leave(User user) {
        users.remove(user);
    }

    /** The host answered, be it with a refusal. */
    void answered(Link by) {
        if (by == link && state == ConnectionState.CONNECTING) {
            connectedAt = loop.nanoTime();
            state(ConnectionState.CONNECTED, "it answers");
            leaveIfUntrusted(); // it may have been revoked since the handshake
        }
    }

    /** To be called every few seconds: leaves a node that would not be trusted if it had to show its certificate now, and sees to the connection to the next host. */
    void look() {
        leaveIfUntrusted();
        if (hosts.size() > 1 && answersFor(standbyAfter)) {
            links.prepare(hosts.get(following()));
        }
    }

    private void leaveIfUntrusted() {
        String problem = link == null ? "" : nodes.problem(link.certificates());
        if (link != null && !problem.isEmpty()) {
            failed(link, problem);
        }
    }

    private boolean answersFor(long nanos) {
        return state == ConnectionState.CONNECTED && loop.nanoTime() - connectedAt >= nanos;
    }

    /** Index of the host after this one. */
    private int following() {
        return (position + 1) % hosts.size();
    }

    /** The host does not serve; whatever else is in flight to it fails too. */
    void failed(Link by, String why) {
        move(by, why, ManagedChannel::shutdownNow);
    }

    /** The node is stopping; what is in flight to it may end. */
    void draining(Link by, String why) {
        move(by, why, ManagedChannel::shutdown);
    }

    private void move(Link left, String why, Consumer<ManagedChannel> end) {
        if (left != link) {
            return;
        }
        if (answersFor(SETTLED.toNanos())) {
            failures = 0;
            backoff.reset();
        }
        failures++;
        link = null;
        String reason = left.host() + ": " + why;
        position = following();
        if (failures % hosts.size() != 0) {
            connect(reason);
        } else {
            Duration wait = backoff.next();
            state(ConnectionState.BACKING_OFF, reason + "; next attempt in " + wait.toMillis() + " ms");
            loop.after(wait, () -> connect("after the wait"));
        }
        end.accept(left.channel());
    }

    private void connect(String why) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Host host = hosts.get(position);
        Link next = links.take(host);
        link = next;
        state(ConnectionState.CONNECTING, why);
        leaveWhenBroken(next, ConnectivityState.IDLE);
        List.copyOf(users).forEach(User::onLink);
    }

    /** Without calls in flight only the channel itself tells that its connection broke. */
    private void leaveWhenBroken(Link watched, ConnectivityState seen) {
        watched.channel()
                .notifyWhenStateChanged(
                        seen,
                        () -> loop.execute(() -> {
                            if (watched != link) {
                                return;
                            }
                            if (seen == ConnectivityState.READY) {
                                failed(watched, "the connection broke");
                            } else {
                                leaveWhenBroken(watched, watched.channel().getState(false));
                            }
                        }));
    }

    boolean isClosed() {
        return state == ConnectionState.CLOSED;
    }

    void close() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        state(ConnectionState.CLOSED, "closed by the application");
        links.discard();
        if (link != null) {
            link.channel().shutdownNow();
            link = null;
        }
    }

    private void state(ConnectionState next, String why) {
        Level level = failures > hosts.size() ? Level.DEBUG : Level.INFO;
        Host host = hosts.get(position);
        LOG.log(level, "connection: {} -> {} {} ({})", state, next, host, why);
        state = next;
        Callbacks.run(() -> listener.onConnectionState(next, host, why));
    }
}
