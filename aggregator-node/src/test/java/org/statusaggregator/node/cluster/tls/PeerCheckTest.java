package org.statusaggregator.node.cluster.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerCheckTest {
    private final PeerCheck check = PeerCheck.membersOnly();
    private TestAuthority authority;

    @BeforeEach
    void createAuthority() throws Exception {
        authority = new TestAuthority("Example");
    }

    @Test
    void memberMayJoin() {
        assertThatCode(() -> check.check(authority.member("sa1").certificate())).doesNotThrowAnyException();
    }

    @Test
    void cicServerMayNotJoin() {
        assertThatThrownBy(() -> check.check(authority.cic("cic1").certificate()))
                .isInstanceOf(CertificateException.class)
                .hasMessage("it is a certificate for role cic (expected: member)");
    }

    @Test
    void expiredMemberMayNotJoinThoughResumedSessionsSkipTheChain() {
        assertThatThrownBy(() -> check.check(authority.expiredMember("sa1").certificate()))
                .isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void certificateWithoutRoleMayNotJoin() {
        assertThatThrownBy(() -> check.check(authority.certificate()))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("OU");
    }
}
