package org.statusaggregator.node.web.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.session.Caller;
import org.statusaggregator.node.web.session.SessionKeeper;

/** Refuses requests that change something and that another site's page had the browser send: it sends cookies and certificates along without asking. */
final class Forgery {
    static final String HEADER = "X-Anti-Forgery-Token";

    private static final Set<String> OWN = Set.of("", "same-origin", "none");

    private final SessionKeeper sessions;
    private final PageAudit audit;

    Forgery(SessionKeeper sessions, PageAudit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Checks a request.
     *
     * @param caller null = nobody yet, who wants to sign in
     */
    void check(Exchange exchange, @Nullable Caller caller) {
        String problem = problem(exchange, caller);
        if (!problem.isEmpty()) {
            audit.forgery(exchange, caller, problem);
            throw Problem.refusal(403, "FORGERY", problem);
        }
    }

    /** "" = none. */
    private String problem(Exchange exchange, @Nullable Caller caller) {
        if (!OWN.contains(exchange.header("Sec-Fetch-Site"))) {
            return "the request comes from another site's page";
        }
        String origin = exchange.header("Origin");
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("https://" + exchange.authority())) {
            return "the request comes from another site's page: " + origin;
        }
        if (caller != null && caller.session() != null) {
            byte[] expected = sessions.antiForgeryToken(caller.session()).getBytes(StandardCharsets.UTF_8);
            byte[] shown = exchange.header(HEADER).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(expected, shown)) {
                return "header " + HEADER + " is missing or wrong (expected: antiForgeryToken of GET /session)";
            }
        }
        return "";
    }
}
