package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnguardedDoorsTest {
    @Test
    void memberEndpointAloneIsGuarded() {
        assertThatCode(() -> UnguardedDoors.refuse(TestMember.config())).doesNotThrowAnyException();
    }

    @Test
    void defaultConfigurationIsRefusedWithEveryReason() {
        assertThatThrownBy(() -> UnguardedDoors.refuse(new Config()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("advanced network", "auto-detection");
    }

    @Test
    void clientEndpointIsRefused() {
        Config config = TestMember.config();
        config.getAdvancedNetworkConfig().setClientEndpointConfig(new ServerSocketEndpointConfig());
        assertThatThrownBy(() -> UnguardedDoors.refuse(config)).hasMessageContaining("CLIENT");
    }

    @Test
    void multicastIsRefused() {
        Config config = TestMember.config();
        config.getAdvancedNetworkConfig().getJoin().getMulticastConfig().setEnabled(true);
        assertThatThrownBy(() -> UnguardedDoors.refuse(config)).hasMessageContaining("multicast: enabled");
    }

    @Test
    void threadPerCoreSocketsAreRefused() {
        Config config = TestMember.config();
        config.getTpcConfig().setEnabled(true);
        assertThatThrownBy(() -> UnguardedDoors.refuse(config)).hasMessageContaining("tpc: enabled");
    }

    @Test
    void nothingIsStartedForAConfigurationThatIsRefused() {
        assertThatThrownBy(() -> MemberTls.start(new Config(), MemberTlsSettings.of(() -> {
                    throw new AssertionError("asked for a context");
                })))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void handshakeTimeoutIsPositive() {
        assertThatThrownBy(() -> new MemberTlsSettings(
                        () -> {
                            throw new AssertionError("asked for a context");
                        },
                        PeerCheck.membersOnly(),
                        Duration.ZERO))
                .hasMessage("handshakeTimeout: PT0S (expected: more than PT0S)");
    }
}
