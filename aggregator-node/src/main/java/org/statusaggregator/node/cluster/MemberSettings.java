package org.statusaggregator.node.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What a member needs to join.
 *
 * @param clusterName members with another one do not join
 * @param node this node's name
 * @param clientHost where CIC servers reach this node
 * @param page address of its directory page; "" = it has none
 * @param version of the program
 * @param address the local address for member links
 * @param port the port for member links
 * @param members "host:port" of every member, this one included
 * @param silence a member that is silent for this long is gone
 */
public record MemberSettings(
        String clusterName,
        String node,
        String clientHost,
        String page,
        String version,
        String address,
        int port,
        List<String> members,
        Duration silence) {
    /** A member without a directory page. */
    public MemberSettings(
            String clusterName,
            String node,
            String clientHost,
            String version,
            String address,
            int port,
            List<String> members,
            Duration silence) {
        this(clusterName, node, clientHost, "", version, address, port, members, silence);
    }

    /** Copies the members. */
    public MemberSettings {
        members = List.copyOf(members);
    }
}
