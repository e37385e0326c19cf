package org.statusaggregator.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
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
    static SSLContext tls(WebConfig page, KeyRing node) throws IOException, GeneralSecurityException {
        KeyRing own = page.certificates() == null ? node : KeyRing.open(page.certificates(), KeyRing.Check.NONE);
        return SslContexts.forPage(own, node, PeerRule.roles(Role.CIC, Role.ADMIN));
    }

    static String address(String host) {
        return "https://" + host + "/";
    }

    static List<NodePage> of(ClusterMember cluster) {
        return cluster.members().stream()
                .map(member -> new NodePage(member.name(), member.page(), member.local()))
                .toList();
    }
}
