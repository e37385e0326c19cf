package org.statusaggregator.node.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;

/** The grid's configuration: the one place for settings and the reasons for them. */
final class HazelcastConfig {
    static final String ROSTERS = "rosters";
    static final String CONTACT_LISTS = "contact-lists";
    static final String SECRETS = "secrets";
    static final int BACKUPS = 1;

    private HazelcastConfig() {}

    static Config of(MemberSettings settings) {
        Config config = new Config();
        config.setClusterName(settings.clusterName());
        config.setInstanceName(settings.node());
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getMemberAttributeConfig()
                .setAttribute(MemberInfo.NAME, settings.node())
                .setAttribute(MemberInfo.HOST, settings.clientHost())
                .setAttribute(MemberInfo.PAGE, settings.page())
                .setAttribute(MemberInfo.VERSION, settings.version());
        config.getSerializationConfig()
                .addDataSerializableFactory(RosterSerialization.FACTORY, new RosterSerialization())
                .addDataSerializableFactory(ContactSerialization.FACTORY, new ContactSerialization())
                .addDataSerializableFactory(SecretSerialization.FACTORY, new SecretSerialization());
        config.addMapConfig(rosters());
        config.addMapConfig(contactLists());
        config.addMapConfig(secrets());
        properties(config, settings);
        network(config.getAdvancedNetworkConfig(), settings);
        return config;
    }

    private static MapConfig rosters() {
        return new MapConfig(ROSTERS)
                .setBackupCount(BACKUPS)
                .setInMemoryFormat(
                        InMemoryFormat.OBJECT) // the processor changes the roster in place; only the batch travels
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(SplitBrainMerge.class.getName(), 1));
    }

    /** In the object format as well: a part of a difference travels, never the list, but to a member that joins. */
    private static MapConfig contactLists() {
        return new MapConfig(CONTACT_LISTS)
                .setBackupCount(BACKUPS)
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(ContactListMerge.class.getName(), 1));
    }

    /** Small and rarely asked for. After a split the larger side's stay: whoever signed in at the other one does so again. */
    private static MapConfig secrets() {
        return new MapConfig(SECRETS)
                .setBackupCount(BACKUPS)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig(PutIfAbsentMergePolicy.class.getName(), 1));
    }

    private static void properties(Config config, MemberSettings settings) {
        config.setProperty("hazelcast.logging.type", "log4j2");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false"); // the node stops in its own order
        // An outcome that no backup confirmed is an error, which we answer by asking again, and not a success.
        config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
        config.setProperty("hazelcast.operation.backup.timeout.millis", "1000"); // the default stalls writers for 5 s
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.setProperty("hazelcast.invocation.retry.pause.millis", "50"); // the default adds 0.5 s to each failover
        config.setProperty("hazelcast.operation.response.thread.count", "0"); // one hand-off less for each answer
        // Whoever has something to send writes it to the socket; no thread is woken for that (decision 0012).
        config.setProperty("hazelcast.concurrent.window.ms", "0");
        config.setProperty("hazelcast.slow.operation.detector.enabled", "false");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty(
                "hazelcast.max.no.heartbeat.seconds",
                Long.toString(settings.silence().toSeconds()));
        // A member counts as gone when its connection has broken and it refuses new ones: at the third failure
        // more than 20 ms after the one before. The defaults, the fourth and 100 ms, are 0.3 s of every death's
        // silence (decision 0011).
        config.setProperty("hazelcast.connection.monitor.interval", "20");
        config.setProperty("hazelcast.connection.monitor.max.faults", "2");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5"); // the defaults take minutes to heal a split
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "20");
        // Few large values: what a death or a join costs grows with the number of partitions, most of them empty
        // (decision 0011).
        config.setProperty("hazelcast.partition.count", "61");
        config.setProperty("hazelcast.socket.bind.any", "false");
    }

    /** One endpoint, for members: the client protocol is not authenticated in the Community edition, so it is not offered at all. */
    private static void network(AdvancedNetworkConfig network, MemberSettings settings) {
        network.setEnabled(true);
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
        endpoint.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
        endpoint.getInterfaces().setEnabled(true).addInterface(settings.address());
        network.setMemberEndpointConfig(endpoint);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // Members that start together ask each other for so long who is the master, before one of them claims to be it;
        // the
        // others must agree, so that a short time makes no second cluster. The default, 5 s, is most of such a start.
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
        settings.members().forEach(join.getTcpIpConfig()::addMember);
    }
}
