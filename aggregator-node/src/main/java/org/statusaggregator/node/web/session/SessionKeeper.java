package org.statusaggregator.node.web.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.secret.ClusterSecrets;

/** Begins, recognises and ends sessions. The key and the log-outs are the cluster's, so any node recognises what another began. Thread-safe. */
public final class SessionKeeper {
    private static final Logger LOG = LogManager.getLogger(SessionKeeper.class);
    private static final String KEY = "page-session-key";
    private static final String ENDED = "page-sessions-ended";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final ClusterSecrets secrets;
    private final Duration time;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SessionSigner signer;
    private volatile Map<String, Long> ended = Map.of();

    /** Sessions that last so long. {@link #refresh} is to be called before the first one, and now and then. */
    public SessionKeeper(ClusterSecrets secrets, Duration time, InstantSource clock) {
        this.secrets = secrets;
        this.time = time;
        this.clock = clock;
    }

    /** Reads key and log-outs from the cluster: after the start, when the cluster changed, and now and then. */
    public CompletionStage<Boolean> refresh() {
        return secrets.secret(KEY, bytes(KEY_BYTES))
                .thenCombine(secrets.entries(ENDED), (key, ends) -> {
                    signer = new SessionSigner(key);
                    ended = ends;
                    return true;
                })
                .exceptionally(failure -> {
                    LOG.warn("the key of the page's sessions could not be read: {}", failure.toString());
                    return false;
                });
    }

    /** Whether the key is known: until then nobody is signed in. */
    public boolean isReady() {
        return signer != null;
    }

    /** A new session; null until the key is known. */
    public @Nullable Session begin(String person, String name, boolean admin, List<String> groups) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(ID_BYTES));
        long expires = clock.instant().plus(time).getEpochSecond();
        return signer == null ? null : new Session(id, person, name, admin, groups, expires);
    }

    /** The text for the cookie. */
    public String sign(Session session) {
        return signer().sign(session);
    }

    /** The session in a cookie; null if it is none of ours, or has ended. */
    public @Nullable Session recognise(String cookie) {
        SessionSigner known = signer;
        if (known == null || cookie.isEmpty()) {
            return null;
        }
        Session session = known.verify(cookie);
        return session == null || !isLive(session) ? null : session;
    }

    /** Whether the session has neither expired nor been ended. */
    public boolean isLive(Session session) {
        return clock.instant().getEpochSecond() < session.expiresSeconds() && !ended.containsKey(session.id());
    }

    /** What a request of this session shows that changes something. */
    public String antiForgeryToken(Session session) {
        return signer().antiForgeryToken(session);
    }

    /** Ends a session on every node, at once on this one. */
    public CompletionStage<Boolean> end(Session session) {
        return secrets.add(ENDED, session.id(), session.expiresSeconds())
                .thenApply(now -> {
                    ended = now;
                    return true;
                })
                .exceptionallyCompose(failure -> {
                    LOG.warn("a log-out could not be told to the cluster: {}", failure.toString());
                    return CompletableFuture.completedStage(false);
                });
    }

    private SessionSigner signer() {
        SessionSigner known = signer;
        if (known == null) {
            throw new IllegalStateException("the key is not known yet");
        }
        return known;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
