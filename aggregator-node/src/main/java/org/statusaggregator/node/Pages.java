package org.statusaggregator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.PeerRule;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.core.tls.SslContexts;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.config.WebConfig;
import org.statusaggregator.node.web.WebSettings;
import org.statusaggregator.node.web.api.ApiSettings;
import org.statusaggregator.node.web.api.NodePage;

/** From the node's configuration and cluster to what the directory page needs. */
final class Pages {
    /** How often log-outs at other nodes are read. */
    static final Duration REFRESH = Duration.ofSeconds(10);

    private Pages() {}

    static WebSettings settings(WebConfig page) {
        ApiSettings api = new ApiSettings(
                page.sharedHost().isEmpty() ? "" : address(page.sharedHost()),
                page.sessionTime(),
                page.mostStreams(),
                page.mostStreamsOfOne(),
                BuildVersion.TEXT);
        return new WebSettings(new InetSocketAddress(page.address(), page.port()), page.httpsOnly(), api);
    }

    /** The certificate may come from an authority that browsers trust; client certificates always come from the cluster's. */
    static SSLContext tls(@Nullable KeyRing page, KeyRing node) throws GeneralSecurityException {
        return SslContexts.forPage(page == null ? node : page, node, PeerRule.roles(Role.CIC, Role.ADMIN));
    }

    /** The page's own certificate; null = it shows the node's. */
    static @Nullable KeyRing ring(WebConfig page) throws IOException, GeneralSecurityException {
        return page.certificates() == null ? null : KeyRing.open(page.certificates(), KeyRing.Check.NONE);
    }

    /** When the certificates end that this node shows, and those of the authorities that it trusts. */
    static Map<String, Instant> certificates(String node, KeyRing ring, @Nullable KeyRing page) {
        Map<String, Instant> ends = new TreeMap<>();
        note(ends, "node " + node, ring.material().chain());
        if (page != null) {
            note(ends, "page", page.material().chain());
        }
        ring.material().authorities().forEach(authority -> note(ends, "authority", List.of(authority)));
        return ends;
    }

    private static void note(Map<String, Instant> ends, String what, List<X509Certificate> chain) {
        for (X509Certificate one : chain) {
            String name = what + ": " + one.getSubjectX500Principal() + " (serial "
                    + one.getSerialNumber().toString(16) + ")";
            ends.put(name, one.getNotAfter().toInstant());
        }
    }

    static String address(String host) {
        return "https://" + host + "/";
    }

    static List<NodePage> of(ClusterMember cluster) {
        return cluster.members().stream()
                .map(member ->
                        new NodePage(member.name(), member.page(), member.local(), member.version(), member.oldest()))
                .toList();
    }
}
