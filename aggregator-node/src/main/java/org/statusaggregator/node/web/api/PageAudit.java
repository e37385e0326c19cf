package org.statusaggregator.node.web.api;

import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.RefusedPeerException;
import org.statusaggregator.node.audit.Audit;
import org.statusaggregator.node.audit.Repeats;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.session.Caller;

/** What of the page's port stands in the audit log. The same refusal of the same machine is told once a minute. Thread-safe. */
public final class PageAudit {
    private static final String PORT = "page";

    private final Repeats repeats = new Repeats(System::nanoTime);

    /** What counts as the same event. */
    private record Same(String event, String host, String reason) {}

    /** A person signed in. */
    void signedIn(Exchange exchange, String person, boolean admin) {
        entry("sign-in", exchange.remote())
                .about(person)
                .request(admin ? "as administrator" : "")
                .done();
    }

    /**
     * Somebody did not get in.
     *
     * @param name as it was typed
     */
    void signInRefused(Exchange exchange, String name, String reason) {
        refused("sign-in", exchange, name, reason);
    }

    /** A person signed out. */
    void signedOut(Exchange exchange, String person) {
        entry("sign-out", exchange.remote()).about(person).done();
    }

    /** A request was refused that another site's page may have caused. */
    void forgery(Exchange exchange, @Nullable Caller caller, String reason) {
        refused("request-refused", exchange, caller == null ? "" : caller.peer().name(), reason);
    }

    private void refused(String event, Exchange exchange, String about, String reason) {
        long untold = repeats.happened(new Same(event, exchange.remoteAddress(), about + "\n" + reason));
        if (untold != Repeats.REPETITION) {
            entry(event, exchange.remote())
                    .about(about)
                    .request(exchange.method() + " " + exchange.path())
                    .leftOut(untold)
                    .refused(reason);
        }
    }

    /** A stream ended because its reader may not read any more. */
    void streamEnded(@Nullable SocketAddress address, Caller caller, String reason) {
        List<X509Certificate> certificates = caller.certificates();
        Audit.of("connection-ended")
                .port(PORT)
                .peer(certificates.isEmpty() ? null : certificates.get(0), address)
                .about(caller.peer().name())
                .refused(reason);
    }

    /** A handshake failed because of the peer's certificate. */
    public void peerRefused(SocketAddress address, RefusedPeerException refusal) {
        String host = String.valueOf(address).replaceAll(":\\d+$", "");
        long untold = repeats.happened(new Same("peer-refused", host, String.valueOf(refusal.getMessage())));
        if (untold != Repeats.REPETITION) {
            Audit.of("peer-refused")
                    .port(PORT)
                    .peer(refusal.certificate(), address)
                    .leftOut(untold)
                    .refused(String.valueOf(refusal.getMessage()));
        }
    }

    private static Audit entry(String event, @Nullable SocketAddress address) {
        return Audit.of(event).port(PORT).peer(null, address);
    }
}
