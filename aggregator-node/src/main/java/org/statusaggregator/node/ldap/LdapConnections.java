package org.statusaggregator.node.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.statusaggregator.node.contacts.DataSource;
import org.statusaggregator.node.contacts.DirectoryException;

/** Connections to directory servers: protected as configured, with the server's name checked against its certificate. */
final class LdapConnections {
    /** An entry, its photograph included, is smaller. */
    private static final int LONGEST_MESSAGE = 20 << 20;

    private LdapConnections() {}

    /**
     * A connection on which nobody is signed in.
     *
     * @throws LDAPException if the host cannot be reached, or is not who it should be
     * @throws DirectoryException if the trusted certificates cannot be read
     */
    static LDAPConnection open(DataSource.Server server, DataSource.Host host)
            throws LDAPException, DirectoryException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) server.limits().bind().toMillis());
        options.setResponseTimeoutMillis(server.limits().search().toMillis());
        options.setFollowReferrals(false);
        options.setUseSynchronousMode(true);
        options.setAbandonOnTimeout(false); // the connection is given up anyway
        options.setMaxMessageSize(LONGEST_MESSAGE);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        if (server.security() == DataSource.Security.PLAIN) {
            return new LDAPConnection(options, host.name(), host.port());
        }
        SSLContext context = context(server);
        if (server.security() == DataSource.Security.SSL) {
            return new LDAPConnection(context.getSocketFactory(), options, host.name(), host.port());
        }
        LDAPConnection connection = new LDAPConnection(options, host.name(), host.port());
        try {
            startTls(connection, context);
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private static void startTls(LDAPConnection connection, SSLContext context) throws LDAPException {
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(context));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
    }

    private static SSLContext context(DataSource.Server server) throws DirectoryException {
        try {
            TrustManager trust = server.trust() == null
                    ? JVMDefaultTrustManager.getInstance()
                    : new PEMFileTrustManager(server.trust().toFile());
            return new SSLUtil(trust).createSSLContext();
        } catch (GeneralSecurityException e) {
            throw new DirectoryException("trust-file " + server.trust() + ": " + e.getMessage(), e);
        }
    }

    /** Signs in as configured; as nobody if there is no bind DN. */
    static void bind(LDAPConnection connection, DataSource.Server server) throws LDAPException, DirectoryException {
        if (server.bindDn().isEmpty()) {
            return;
        }
        String password;
        try {
            password = server.password().read();
        } catch (IOException e) {
            throw new DirectoryException("the password cannot be read: " + e.getMessage(), e);
        }
        if (password.isEmpty()) {
            // a server would take it for an anonymous bind, and answer with what anybody may see
            throw new DirectoryException("the password of \"" + server.bindDn() + "\" is empty");
        }
        SimpleBindRequest request = new SimpleBindRequest(server.bindDn(), password);
        request.setResponseTimeoutMillis(server.limits().bind().toMillis());
        connection.bind(request);
    }
}
