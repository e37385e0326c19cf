package org.statusaggregator.node.cluster;

import com.hazelcast.cluster.Member;
import java.util.Objects;

/**
 * A member of the cluster. Its identity is the node's name from its configuration: Hazelcast's own id changes when it merges after a split.
 *
 * @param name the node's name
 * @param host where CIC servers reach it
 * @param address where other members reach it
 * @param page address of its directory page; "" = it has none
 * @param version of the program
 * @param oldest whether it is the oldest member
 * @param local whether it is this node
 */
public record MemberInfo(
        String name, String host, String address, String page, String version, boolean oldest, boolean local) {
    static final String NAME = "node-name";
    static final String HOST = "client-host";
    static final String VERSION = "version";
    static final String PAGE = "page";

    static MemberInfo of(Member member, boolean oldest) {
        return new MemberInfo(
                attribute(member, NAME),
                attribute(member, HOST),
                member.getAddress().getHost() + ":" + member.getAddress().getPort(),
                Objects.requireNonNullElse(member.getAttribute(PAGE), ""),
                attribute(member, VERSION),
                oldest,
                member.localMember());
    }

    private static String attribute(Member member, String name) {
        String value = member.getAttribute(name);
        return value == null ? "?" : value;
    }
}
