package org.statusaggregator.node.contacts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where contacts come from, as in the reference's data sources.
 *
 * @param name that contact lists use
 * @param kind what it is
 * @param server with {@link Kind#LDAP}; else null
 * @param file with the other kinds; else null
 */
public record DataSource(String name, Kind kind, @Nullable Server server, @Nullable Path file) {
    /** What it is. */
    public enum Kind {
        /** A directory server. */
        LDAP,
        /** A file as directory servers export it. */
        LDIF,
        /** A table with a header line. */
        CSV
    }

    /** Which product it is. */
    public enum Subtype {
        ACTIVE_DIRECTORY,
        OPENLDAP,
        IPLANET,
        OTHER
    }

    /** How the connection is protected. */
    public enum Security {
        /** Not at all. */
        PLAIN,
        /** TLS from the first byte (ldaps). */
        SSL,
        /** TLS after a request on a plain connection (StartTLS). */
        START_TLS;

        /** The usual port. */
        public int defaultPort() {
            return this == SSL ? 636 : 389;
        }
    }

    /**
     * A directory server.
     *
     * @param subtype which product
     * @param hosts tried in this order
     * @param security of the connection
     * @param trust certificates (PEM) of the authorities that the server's certificate may come from; null = those of the Java runtime
     * @param bindDn who we are; "" = nobody
     * @param password of that
     * @param searchDn where contacts are
     * @param limits of time and size
     */
    public record Server(
            Subtype subtype,
            List<Host> hosts,
            Security security,
            @Nullable Path trust,
            String bindDn,
            Secret password,
            String searchDn,
            Limits limits) {
        /** Copies the hosts. */
        public Server {
            hosts = List.copyOf(hosts);
        }
    }

    /** Where a server listens. */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /**
     * Limits.
     *
     * @param bind to connect and to bind
     * @param search for each page
     * @param load for everything
     * @param pageSize entries in a page
     */
    public record Limits(Duration bind, Duration search, Duration load, int pageSize) {
        /** What holds if nothing else is said. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10), 500);
    }
}
