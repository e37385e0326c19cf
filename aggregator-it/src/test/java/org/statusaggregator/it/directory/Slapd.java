package org.statusaggregator.it.directory;

import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OpenLDAP's slapd as an ordinary process on free ports, with a database that a test loads before the start. {@code cn=reader} may read what is below
 * {@code ou=people}, 500 entries in an answer and any number in pages; {@code cn=small} 500 even so; {@code cn=blind} may sign in and see nothing.
 */
public final class Slapd implements AutoCloseable {
    static final String SUFFIX = "dc=example,dc=com";
    /** Where people are. */
    public static final String PEOPLE = "ou=people," + SUFFIX;
    /** Who may read them. */
    public static final String READER = "cn=reader," + SUFFIX;

    static final String SMALL = "cn=small," + SUFFIX;
    static final String BLIND = "cn=blind," + SUFFIX;
    /** Of all accounts. */
    public static final String PASSWORD = "a password with spaces, \"quotes\" and ü";

    private static final Duration SOON = Duration.ofSeconds(60);

    /** CIC's own object class, as an administrator would add it. */
    private static final String I3_SCHEMA =
            """
            attributetype ( 1.3.6.1.4.1.99999.1.1 NAME 'i3Extension' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch
              SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
            objectclass ( 1.3.6.1.4.1.99999.2.1 NAME 'i3person' SUP inetOrgPerson STRUCTURAL MAY ( i3Extension ) )
            """;

    private final Path folder;
    private final int port;
    private final int tlsPort;
    private @Nullable Process process;

    /**
     * A server that does not run yet.
     *
     * @param folder of its own
     * @param certificates certificate.pem, private.key and ca.pem for localhost
     */
    public Slapd(Path folder, Path certificates, int port, int tlsPort) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
        write("i3.schema", I3_SCHEMA);
        write(
                "slapd.conf",
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                include %1$s/i3.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                TLSCACertificateFile %2$s/ca.pem
                TLSCertificateFile %2$s/certificate.pem
                TLSCertificateKeyFile %1$s/server.key
                database mdb
                suffix "dc=example,dc=com"
                directory %1$s/db
                maxsize 1073741824
                dbnosync
                limits dn.exact="cn=reader,dc=example,dc=com" size.soft=500 size.hard=500 size.prtotal=unlimited
                access to attrs=userPassword by * auth
                access to dn.subtree="ou=people,dc=example,dc=com" by dn.exact="cn=reader,dc=example,dc=com" read by dn.exact="cn=small,dc=example,dc=com" read by * none
                access to * by dn.exact="cn=reader,dc=example,dc=com" read by * none
                """
                        .formatted(folder, certificates));
        // GnuTLS takes elliptic keys only if the public one stands beside them
        Tool.run(
                folder.resolve("openssl.log"),
                "openssl",
                "ec",
                "-in",
                certificates.resolve("private.key").toString(),
                "-out",
                folder.resolve("server.key").toString());
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve("db"));
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads entries below the accounts, while it does not run. */
    public void load(String ldif) {
        String base =
                """
                dn: dc=example,dc=com
                objectClass: domain
                dc: example

                dn: cn=reader,dc=example,dc=com
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: reader
                userPassword: %1$s

                dn: cn=small,dc=example,dc=com
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: small
                userPassword: %1$s

                dn: cn=blind,dc=example,dc=com
                objectClass: organizationalRole
                objectClass: simpleSecurityObject
                cn: blind
                userPassword: %1$s

                """
                        .formatted(PASSWORD);
        write("data.ldif", base + ldif);
        Tool.run(
                folder.resolve("slapadd.log"),
                Tool.path("slapadd"),
                "-q",
                "-f",
                folder.resolve("slapd.conf").toString(),
                "-l",
                folder.resolve("data.ldif").toString());
    }

    /** Starts it and waits until it answers. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            Tool.path("slapd"),
                            "-f",
                            folder.resolve("slapd.conf").toString(),
                            "-h",
                            "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + tlsPort,
                            "-d",
                            "32768")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("slapd.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("slapd").atMost(SOON).until(this::answers);
    }

    private boolean answers() throws IOException {
        if (process != null && !process.isAlive()) {
            throw new IllegalStateException("slapd ended: " + Files.readString(folder.resolve("slapd.log")));
        }
        try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
            return connection.isConnected();
        } catch (LDAPException e) {
            return false; // not yet
        }
    }

    /** The plain port. */
    public int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    /** As {@code kill -9}. */
    public void kill() {
        Process running = process;
        if (running != null) {
            try {
                running.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
