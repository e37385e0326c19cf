package org.statusaggregator.it.directory;

import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Samba as an Active Directory domain controller of CORP.EXAMPLE.COM. Its ports cannot be chosen, so it has a loopback address of its own. As in a real domain, passwords
 * are taken over TLS only, and an answer has 1,000 entries at most.
 */
final class SambaDomain implements AutoCloseable {
    static final String ADDRESS = "127.0.77.1";
    static final String SUFFIX = "DC=corp,DC=example,DC=com";
    static final String ADMINISTRATOR = "CN=Administrator,CN=Users," + SUFFIX;
    static final String PASSWORD = "Passw0rd-2026";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int TLS_PORT = 636;

    private final Path folder;
    private @Nullable Process process;

    /** Makes the domain. */
    SambaDomain(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tool.run(
                folder.resolve("openssl.log"),
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=dc1.corp.example.com",
                "-addext",
                "subjectAltName=IP:" + ADDRESS,
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                certificate().toString());
        Tool.run(
                folder.resolve("provision.log"),
                Tool.path("samba-tool"),
                "domain",
                "provision",
                "--realm=CORP.EXAMPLE.COM",
                "--domain=CORP",
                "--server-role=dc",
                "--dns-backend=NONE",
                "--adminpass=" + PASSWORD,
                "--targetdir=" + folder.resolve("dc"),
                "--host-name=dc1",
                "--host-ip=" + ADDRESS,
                "--option=interfaces=" + ADDRESS + "/8",
                "--option=bind interfaces only=yes");
    }

    /** The certificate to trust. */
    Path certificate() {
        return folder.resolve("cert.pem");
    }

    void start() {
        List<String> command = List.of(
                Tool.path("samba"),
                "-i",
                "--debug-stdout",
                "-s",
                configuration(),
                "--option=server services=ldap",
                "--option=tls certfile=" + certificate(),
                "--option=tls keyfile=" + folder.resolve("key.pem"),
                "--option=tls cafile=");
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("samba.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the domain controller").atMost(SOON).until(this::answers);
    }

    private String configuration() {
        return folder.resolve("dc/etc/smb.conf").toString();
    }

    private boolean answers() {
        try (LDAPConnection connection = connect()) {
            return connection.isConnected();
        } catch (LDAPException e) {
            return false; // not yet
        }
    }

    /** As administrator. */
    LDAPConnection connect() throws LDAPException {
        try {
            return new LDAPConnection(
                    new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(),
                    new LDAPConnectionOptions(),
                    ADDRESS,
                    TLS_PORT,
                    ADMINISTRATOR,
                    PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        // it has one process for each connection, and they do not end by themselves
        List<ProcessHandle> all = running.descendants().toList();
        running.destroy();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
