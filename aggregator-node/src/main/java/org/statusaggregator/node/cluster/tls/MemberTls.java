package org.statusaggregator.node.cluster.tls;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;

/** Starts Hazelcast members whose connections to one another are TLS 1.3 with a certificate on both sides. */
public final class MemberTls {
    private MemberTls() {}

    /**
     * Starts a member and joins it to the cluster, like {@code Hazelcast.newHazelcastInstance}. Its threads are {@code member-tls-timer} and {@code
     * member-tls-handshake}; they end with the member.
     *
     * @throws IllegalArgumentException if the configuration has a door that TLS would not guard; the message names each
     */
    public static HazelcastInstance start(Config config, MemberTlsSettings settings) {
        UnguardedDoors.refuse(config);
        return HazelcastInstanceFactory.newHazelcastInstance(
                config, config.getInstanceName(), new DefaultNodeContext() {
                    @Override
                    public NodeExtension createNodeExtension(Node node) {
                        return new TlsNodeExtension(node, new TlsLinks(settings));
                    }
                });
    }
}
