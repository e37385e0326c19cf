package org.statusaggregator.node.cluster.tls;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.core.HazelcastInstance;

/** Hazelcast configurations for tests: loopback, free ports, nothing that looks around the network, quick to start and to give up. */
final class TestMember {
    private TestMember() {}

    /** A member that listens on a free port and joins the members given, if any. */
    static Config config(HazelcastInstance... toJoin) {
        Config config = new Config();
        config.setClusterName("member-tls-test");
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.setProperty("hazelcast.logging.type", "log4j2");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.partition.count", "31");
        ServerSocketEndpointConfig endpoint =
                new ServerSocketEndpointConfig().setPort(0).setPortAutoIncrement(false);
        endpoint.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(endpoint);
        JoinConfig join = config.getAdvancedNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        for (HazelcastInstance member : toJoin) {
            join.getTcpIpConfig().addMember("127.0.0.1:" + port(member));
        }
        if (toJoin.length > 0) {
            // One that cannot join gives up at once, where others first ask around for ten seconds who will be the
            // master.
            join.getTcpIpConfig().setRequiredMember("127.0.0.1:" + port(toJoin[0]));
        }
        return config;
    }

    /** The same for a member that will not get in: it fails to start after three seconds. */
    static Config impatient(HazelcastInstance toJoin) {
        Config config = config(toJoin).setProperty("hazelcast.max.join.seconds", "3");
        // Without a required member it would first ask around for ten seconds who is to be the master.
        config.getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setRequiredMember("127.0.0.1:" + port(toJoin));
        return config;
    }

    static int port(HazelcastInstance member) {
        return member.getCluster().getLocalMember().getAddress().getPort();
    }
}
