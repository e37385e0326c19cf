package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The internals of Hazelcast that this package relies on are those of 5.7.0. What the compiler sees in them fails by itself; this test is for what it does
 * not see: when which handler is called, what a status or a wake-up does, in which order a member stops.
 */
class HazelcastInternalsTest {
    @ParameterizedTest
    @CsvSource({
        "instance.impl.DefaultNodeContext, f0595b8007bb76ff",
        "instance.impl.DefaultNodeExtension, 8ce3a0a7f0aa0ed4",
        "instance.impl.HazelcastInstanceFactory, adee5ed0d0cbe678",
        "instance.impl.Node, 554bb49af16cdb7a",
        "internal.networking.ChannelHandler, 4abfc66e90744f11",
        "internal.networking.HandlerStatus, bd182ad43072b071",
        "internal.networking.InboundHandler, b9975dbc55b031ff",
        "internal.networking.OutboundHandler, cc7ec4b0013d39db",
        "internal.networking.nio.AbstractChannel, 02d2d3c353bfeeba",
        "internal.networking.nio.NioChannel, 950be3befc48f89f",
        "internal.networking.nio.NioInboundPipeline, 05b8c1f3a3ecf44d",
        "internal.networking.nio.NioNetworking, 698d46b62edb1b43",
        "internal.networking.nio.NioOutboundPipeline, 7e6ef54da0d1ae75",
        "internal.networking.nio.NioPipeline, 83cd88f0c0ab1018",
        "internal.networking.nio.NioThread, eac1445ac2dcbda3",
        "internal.server.tcp.ChannelInitializerFunction, fd954473c6566ac5",
        "internal.server.tcp.MemberChannelInitializer, b849f6b8872ac693",
        "internal.server.tcp.MemberProtocolEncoder, 8feefb386e996364",
        "internal.server.tcp.PacketDecoder, 649be7c5e92c09f8",
        "internal.server.tcp.PacketEncoder, 0a3846dc621593bc",
        "internal.server.tcp.SingleProtocolDecoder, 83bcd57d828d023b",
        "internal.server.tcp.SingleProtocolEncoder, d1c67f929536b4e8",
        "internal.server.tcp.TcpServerConnection, 3756f44b65ebd5db",
        "internal.server.tcp.TcpServerConnectionChannelErrorHandler, 6e7ace7dc33e4ad2"
    })
    void areTheOnesThatThisPackageWasWrittenFor(String name, String digest) throws Exception {
        assertThat(digest(name))
                .as(
                        "com.hazelcast.%s differs from Hazelcast 5.7.0's. Read what changed in it and whether package %s still holds, run all tests of the"
                                + " package and a soak, then put the new digest here",
                        name, getClass().getPackageName())
                .isEqualTo(digest);
    }

    private static String digest(String name) throws IOException, GeneralSecurityException {
        String resource = "com/hazelcast/" + name.replace('.', '/') + ".class";
        try (InputStream in = Hazelcast.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return "there is no such class any more";
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return HexFormat.of().formatHex(hash, 0, 8);
        }
    }
}
