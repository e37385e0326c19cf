package org.statusaggregator.node.web.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.signin.SignIn;
import org.statusaggregator.node.signin.SignInException;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.json.JsonObject;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.json.StatusJson;
import org.statusaggregator.node.web.session.Caller;
import org.statusaggregator.node.web.session.Groups;
import org.statusaggregator.node.web.session.Session;

/** {@code POST /sign-in}, {@code POST /sign-out} and {@code GET /session}. */
final class SignInCalls implements AutoCloseable {
    /** Only over HTTPS, only for this very host, never shown to scripts, never sent along from another site. */
    static final String COOKIE = "__Host-aggregator";

    private static final Logger LOG = LogManager.getLogger(SignInCalls.class);
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    private static final int LONGEST_BODY = 4_096;
    private static final int THREADS = 8;
    private static final int MOST_WAITING = 100;

    private final ApiParts parts;
    /** Directories answer slowly, or not at all: nobody else waits for them. */
    private final ThreadPoolExecutor directories;

    SignInCalls(ApiParts parts) {
        this.parts = parts;
        this.directories = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "web-sign-in");
                    thread.setDaemon(true);
                    return thread;
                });
        directories.allowCoreThreadTimeOut(true);
    }

    CompletionStage<Answer> signIn(Exchange exchange) {
        if (!exchange.header(Answer.CONTENT_TYPE).startsWith("application/json")) {
            throw Problem.refusal(415, "BAD_REQUEST", "the body is no JSON (expected: Content-Type: application/json)");
        }
        return exchange.body(LONGEST_BODY).thenCompose(body -> {
            JsonObject json = JsonObject.read(body).only("name", "password");
            String name = json.text("name");
            return CompletableFuture.supplyAsync(() -> person(exchange, name, json.text("password")), directories)
                    .thenApply(person -> begin(exchange, person));
        });
    }

    private SignIn.Person person(Exchange exchange, String name, String password) {
        String from = exchange.remoteAddress();
        try {
            return parts.signIn().signIn(name, password, from);
        } catch (SignInException e) {
            parts.audit().signInRefused(exchange, name, e.reason().name());
            LOG.info("sign-in from {} refused: {} ({})", from, e.reason(), e.getMessage());
            throw new CompletionException(
                    switch (e.reason()) {
                        case REFUSED ->
                            Problem.refusal(401, "SIGN_IN_REFUSED", "this name and password do not fit together");
                        case TOO_MANY_ATTEMPTS ->
                            Problem.refusal(
                                    429, "TOO_MANY_ATTEMPTS", "too many attempts failed: try again in five minutes");
                        case UNAVAILABLE ->
                            Problem.refusal(
                                    503,
                                    "DIRECTORY_UNAVAILABLE",
                                    "the directory that knows names and passwords does not answer");
                    });
        }
    }

    private Answer begin(Exchange exchange, SignIn.Person person) {
        List<String> named = new ArrayList<>();
        parts.directory().sources().stream()
                .map(ContactListSource::audience)
                .forEach(audience -> named.addAll(audience.groups()));
        boolean admin = person.role() == SignIn.Role.ADMIN;
        List<String> groups = Groups.common(person.groups(), named);
        @Nullable Session session = parts.sessions().begin(person.id(), person.name(), admin, groups);
        if (session == null) {
            throw Problem.refusal(503, "NOT_READY", "the node has not joined its cluster yet");
        }
        LOG.info("{} signed in from {}{}", person.id(), exchange.remoteAddress(), admin ? " as administrator" : "");
        parts.audit().signedIn(exchange, person.id(), admin);
        return json(Caller.person(session)).with("Set-Cookie", cookie(session));
    }

    private String cookie(Session session) {
        return COOKIE + "=" + parts.sessions().sign(session) + "; Max-Age="
                + parts.settings().sessionTime().toSeconds() + ATTRIBUTES;
    }

    /** Ends the session at every node and takes the cookie away. */
    CompletionStage<Answer> signOut(Exchange exchange, Caller caller) {
        Answer done = Answer.noContent()
                .with("Set-Cookie", COOKIE + "=; Max-Age=0" + ATTRIBUTES)
                .with("Clear-Site-Data", "\"cache\"");
        Session session = caller.session();
        if (session == null) {
            return CompletableFuture.completedStage(done);
        }
        LOG.info("{} signed out", session.person());
        parts.audit().signedOut(exchange, session.person());
        return parts.sessions().end(session).thenApply(told -> done);
    }

    /** Who the caller is. */
    Answer session(Caller caller) {
        return json(caller);
    }

    private Answer json(Caller caller) {
        @Nullable Session session = caller.session();
        return Answer.json(JsonText.of(json -> {
                    json.writeStartObject();
                    json.writeStringField("name", caller.name());
                    json.writeStringField("id", caller.peer().name());
                    json.writeStringField(
                            "role",
                            caller.isAdmin() ? "admin" : caller.peer().role().unit());
                    if (session != null) {
                        StatusJson.time(json, "expires", Instant.ofEpochSecond(session.expiresSeconds()));
                        json.writeStringField(
                                "antiForgeryToken", parts.sessions().antiForgeryToken(session));
                    }
                    json.writeEndObject();
                }))
                .with("Cache-Control", "no-store");
    }

    @Override
    public void close() {
        directories.shutdown();
    }
}
