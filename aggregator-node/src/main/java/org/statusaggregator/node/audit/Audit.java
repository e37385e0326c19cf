package org.statusaggregator.node.audit;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit log. The file, its size and its permissions are the logging configuration's business: it is the logger {@value #LOGGER}. Texts may come
 * from peers: they are cut to {@value #LONGEST} characters, and JSON escapes what would break a line.
 *
 * <pre>{@code Audit.of("session-opened").peer(certificate, address).about(cicServer).done(); }</pre>
 */
public final class Audit {
    /** Name of the logger. */
    public static final String LOGGER = "audit";
    /** The most characters of one field. */
    static final int LONGEST = 500;

    private static final Logger LOG = LogManager.getLogger(LOGGER);

    private final StringMapMessage entry = new StringMapMessage();

    private Audit(String event) {
        entry.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        entry.put("event", event);
    }

    /** An entry about an event of this kind, such as "peer-refused". */
    public static Audit of(String event) {
        return new Audit(event);
    }

    /** Who it was. */
    public Audit peer(@Nullable X509Certificate certificate, @Nullable SocketAddress address) {
        if (certificate != null) {
            put("certificate", certificate.getSubjectX500Principal().getName());
            put("serial", certificate.getSerialNumber().toString(16));
        }
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            put("address", inet.getAddress().getHostAddress() + ":" + inet.getPort());
        } else if (address != null) {
            put("address", address.toString());
        }
        return this;
    }

    /** What it was about: a CIC server, a contact list, a call. */
    public Audit about(String subject) {
        return put("about", subject);
    }

    /** What was asked for. */
    public Audit request(String text) {
        return text.isEmpty() ? this : put("request", text);
    }

    /** Where: the port's name, such as "grpc" or "member". */
    public Audit port(String port) {
        return put("port", port);
    }

    /** How many events like this one were left out since the last entry. */
    public Audit leftOut(long count) {
        return count == 0 ? this : put("leftOut", Long.toString(count));
    }

    /** Writes the entry: it was done. */
    public void done() {
        write("done");
    }

    /** Writes the entry: it was refused. */
    public void refused(String reason) {
        put("reason", reason).write("refused");
    }

    /** Writes the entry: it was tried and went wrong. */
    public void failed(String reason) {
        put("reason", reason).write("failed");
    }

    private void write(String result) {
        entry.put("result", result);
        LOG.info(entry);
    }

    private Audit put(String field, String text) {
        entry.put(field, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
        return this;
    }
}
