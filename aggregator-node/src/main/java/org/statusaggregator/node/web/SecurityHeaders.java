package org.statusaggregator.node.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.statusaggregator.node.web.http.Exchange;

/** What every answer tells the browser not to do. */
final class SecurityHeaders {
    /** Nothing but our own files, no inline script or style, no frame around us, and no text that becomes markup. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * The headers.
     *
     * @param httpsOnly whether browsers are told to use nothing but HTTPS with this host, for a year and on every port
     */
    SecurityHeaders(boolean httpsOnly) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("Cache-Control", "no-store"); // until a call says otherwise
        if (httpsOnly) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    void add(Exchange exchange) {
        headers.forEach(exchange::addHeader);
    }
}
