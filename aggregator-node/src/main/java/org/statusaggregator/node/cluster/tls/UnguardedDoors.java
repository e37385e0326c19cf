package org.statusaggregator.node.cluster.tls;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.instance.EndpointQualifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The ways into a member that its TLS does not guard. */
final class UnguardedDoors {
    private UnguardedDoors() {}

    /** @throws IllegalArgumentException if the configuration opens one */
    static void refuse(Config config) {
        List<String> doors = in(config);
        if (!doors.isEmpty()) {
            throw new IllegalArgumentException("Hazelcast configuration: " + String.join("; ", doors));
        }
    }

    private static List<String> in(Config config) {
        List<String> doors = new ArrayList<>();
        AdvancedNetworkConfig network = config.getAdvancedNetworkConfig();
        Set<EndpointQualifier> endpoints = network.getEndpointConfigs().keySet();
        if (!network.isEnabled() || !endpoints.equals(Set.of(EndpointQualifier.MEMBER))) {
            doors.add("advanced network enabled: " + network.isEnabled() + " with endpoints " + endpoints
                    + " (expected: enabled with the MEMBER endpoint only)");
        }
        JoinConfig join = network.getJoin();
        if (join.getMulticastConfig().isEnabled()) {
            doors.add("multicast: enabled (expected: disabled, its messages are neither encrypted nor authenticated)");
        }
        if (join.isAutoDetectionEnabled()) {
            doors.add("auto-detection: enabled (expected: disabled, it may choose multicast)");
        }
        if (config.getTpcConfig().isEnabled()) {
            doors.add("tpc: enabled (expected: disabled, its sockets bypass the channel pipeline)");
        }
        return doors;
    }
}
