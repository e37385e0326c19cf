package org.statusaggregator.node.web.api;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.session.Caller;
import org.statusaggregator.node.web.session.Callers;

/** The REST interface: which path is which call, and who may make it. */
public final class Api implements AutoCloseable {
    /** What every path begins with. */
    public static final String ROOT = "/api/v1/";

    private static final String HOW_TO_SIGN_IN =
            "sign in first (POST /api/v1/sign-in), or show a certificate of a CIC server or an administrator";

    private final Callers callers;
    private final Forgery forgery;
    private final SignInCalls signIn;
    private final ContactCalls contacts;
    private final WholeLists wholeLists;
    private final StatusCalls statuses;
    private final WatchCalls watches;
    private final ClusterCalls cluster;
    private final AdminCalls admin;
    private final OpenApi openApi = new OpenApi();

    /** Calls on these parts. */
    public Api(ApiParts parts) {
        Sight sight = new Sight(parts.directory());
        this.callers = new Callers(parts.sessions(), parts.trusted());
        this.forgery = new Forgery(parts.sessions(), parts.audit());
        this.signIn = new SignInCalls(parts);
        this.contacts = new ContactCalls(parts.directory(), sight);
        this.wholeLists = new WholeLists(parts.directory(), sight, parts.executor());
        this.statuses = new StatusCalls(parts.view(), parts.loop(), sight);
        this.watches = new WatchCalls(
                parts,
                sight,
                callers,
                new StreamLimit(
                        parts.settings().mostStreamsOfOne(), parts.settings().mostStreams()));
        this.cluster = new ClusterCalls(parts);
        this.admin = new AdminCalls(parts);
    }

    /** Answers a request whose path begins with {@link #ROOT}. */
    public void handle(Exchange exchange) {
        try {
            CompletionStage<?> done = dispatch(exchange);
            done.whenComplete((answer, failure) -> {
                if (failure != null) {
                    exchange.answer(Problem.of(failure).answer());
                } else if (answer instanceof Answer one) {
                    exchange.answer(one);
                }
            });
        } catch (RuntimeException e) { // refusals, and what nobody foresaw
            exchange.answer(Problem.of(e).answer());
        }
    }

    private CompletionStage<?> dispatch(Exchange exchange) {
        String path = exchange.path().substring(ROOT.length());
        List<String> parts = Arrays.asList(path.split("/", -1));
        String call = exchange.method() + " " + parts.get(0) + (parts.size() > 1 ? "/" + parts.size() : "");
        @Nullable Caller caller = callers.of(exchange.cookie(SignInCalls.COOKIE), exchange.certificates());
        if (exchange.method().equals("POST")) {
            forgery.check(exchange, caller);
        }
        return switch (call) {
            case "GET openapi.json" -> CompletableFuture.completedStage(openApi.document(exchange));
            case "POST sign-in" -> signIn.signIn(exchange);
            case "POST sign-out" -> signIn.signOut(exchange, known(caller));
            case "GET session" -> now(caller, signIn::session);
            case "GET nodes" -> now(caller, who -> cluster.nodes());
            case "GET admin" -> administrator(caller);
            case "GET contact-lists" -> now(caller, who -> contacts.lists(exchange, who));
            case "GET contact-lists/3" -> wholeList(exchange, known(caller), parts);
            case "GET contacts" -> contacts.contacts(exchange, known(caller));
            case "GET statuses" -> statuses.list(exchange, known(caller));
            case "GET statuses/2" -> statuses.get(exchange, known(caller), parts.get(1));
            case "GET watch" -> {
                watches.get(exchange, known(caller));
                yield CompletableFuture.completedStage("streams");
            }
            case "POST watch" -> watches.post(exchange, known(caller));
            case "POST watch/2" -> watches.update(exchange, known(caller), parts.get(1));
            default -> throw unknown(exchange);
        };
    }

    private CompletionStage<Answer> wholeList(Exchange exchange, Caller caller, List<String> path) {
        if (!path.get(2).equals("all")) {
            throw unknown(exchange);
        }
        return wholeLists.get(exchange, caller, path.get(1));
    }

    private CompletionStage<Answer> administrator(@Nullable Caller caller) {
        if (!known(caller).isAdmin()) {
            throw Problem.refusal(403, "ROLE", "this is for administrators");
        }
        return admin.overview();
    }

    private static CompletionStage<Answer> now(@Nullable Caller caller, Function<Caller, Answer> call) {
        return CompletableFuture.completedStage(call.apply(known(caller)));
    }

    private static Caller known(@Nullable Caller caller) {
        if (caller == null) {
            throw Problem.refusal(401, "SIGN_IN", HOW_TO_SIGN_IN);
        }
        return caller;
    }

    private static Problem.Refusal unknown(Exchange exchange) {
        boolean method = List.of("GET", "POST", "HEAD").contains(exchange.method());
        return method
                ? Problem.notFound(exchange.method() + " " + exchange.path() + ": there is no such call (see " + ROOT
                        + "openapi.json)")
                : Problem.refusal(405, "BAD_REQUEST", exchange.method() + " (expected: GET or POST)");
    }

    @Override
    public void close() {
        signIn.close();
    }
}
