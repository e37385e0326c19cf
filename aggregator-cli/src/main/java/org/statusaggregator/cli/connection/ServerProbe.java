package org.statusaggregator.cli.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.RefusedPeerException;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;

/**
 * What a node answered to a handshake in which both sides accepted each other.
 *
 * @param chain the node's certificate first
 * @param protocol such as TLSv1.3
 * @param cipherSuite as TLS names it
 */
public record ServerProbe(List<X509Certificate> chain, String protocol, String cipherSuite) {
    /**
     * Shakes hands with a node, as the holder of a certificate, and waits for its first byte: only then has it accepted ours.
     *
     * @throws CommandFailure if nothing answers there, or one of the two does not accept the other
     */
    public static ServerProbe of(Host host, KeyMaterial keys, Duration timeout) {
        try (SSLSocket socket = socket(keys)) {
            int millis = Math.toIntExact(timeout.toMillis());
            socket.connect(new InetSocketAddress(host.name(), host.port()), millis);
            socket.setSoTimeout(millis);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                throw refused(host, "the server ended the connection (its log says why)");
            }
            return new ServerProbe(
                    Stream.of(socket.getSession().getPeerCertificates())
                            .map(X509Certificate.class::cast)
                            .toList(),
                    socket.getSession().getProtocol(),
                    socket.getSession().getCipherSuite());
        } catch (SSLException e) {
            RefusedPeerException ours = RefusedPeerException.in(e);
            throw refused(
                    host,
                    ours == null
                            ? "the server does not accept the certificate: " + e.getMessage()
                            : "its certificate is not accepted: " + ours.getMessage());
        } catch (UnknownHostException e) {
            throw unreachable(host, "the host name is not known here");
        } catch (ConnectException e) {
            throw unreachable(host, "nothing answers there");
        } catch (SocketTimeoutException e) {
            throw unreachable(host, "no answer in time");
        } catch (IOException e) {
            throw unreachable(host, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static SSLSocket socket(KeyMaterial keys) throws IOException, GeneralSecurityException {
        KeyRing ring = KeyRing.fixed(keys);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {SslContexts.keys(ring)},
                new TrustManager[] {SslContexts.trust(ring, PeerRule.roles(Role.MEMBER))},
                null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        return socket;
    }

    private static CommandFailure refused(Host host, String reason) {
        return new CommandFailure(ExitCode.REFUSED, host + ": " + reason);
    }

    private static CommandFailure unreachable(Host host, String reason) {
        return new CommandFailure(ExitCode.UNREACHABLE, host + ": " + reason);
    }
}
