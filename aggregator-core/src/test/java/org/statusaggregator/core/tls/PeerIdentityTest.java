package org.statusaggregator.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.statusaggregator.core.pki.TestCertificates.address;
import static org.statusaggregator.core.pki.TestCertificates.dns;
import static org.statusaggregator.core.pki.TestCertificates.withSubject;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdentityTest {
    @Test
    void nameIsTheCnAndRoleTheOuWhereverTheyStand() throws Exception {
        PeerIdentity expected = new PeerIdentity("cic1", Role.CIC, List.of("cic1"));

        assertThat(PeerIdentity.of(withSubject("CN=cic1,OU=cic", dns("cic1")))).isEqualTo(expected);
        assertThat(PeerIdentity.of(withSubject("OU=cic,O=Example Corp,CN=cic1", dns("cic1"))))
                .isEqualTo(expected);
        assertThat(PeerIdentity.of(withSubject("OU=cic+CN=cic1,O=x", dns("cic1"))))
                .isEqualTo(expected);
    }

    @Test
    void roleIsReadInAnyCase() throws Exception {
        assertThat(PeerIdentity.of(withSubject("CN=a,OU=MEMBER", dns("A"))).role())
                .isEqualTo(Role.MEMBER);
        assertThat(PeerIdentity.of(withSubject("CN=a,OU=Admin")).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void dnsNamesFollowTheLogicalNameEachOnce() throws Exception {
        PeerIdentity identity = PeerIdentity.of(withSubject(
                "CN=cic1,OU=cic",
                dns("hosta"),
                dns("CIC1"),
                address("10.0.0.1"),
                dns("HOSTA"),
                dns("hosta.example.com")));

        assertThat(identity.names()).containsExactly("cic1", "hosta", "hosta.example.com");
    }

    @Test
    void namesAreItsOwnInAnyCaseAndOthersAreNot() throws Exception {
        PeerIdentity identity =
                PeerIdentity.of(withSubject("CN=cic1,OU=cic", dns("cic1"), dns("hosta"), dns("*.example.com")));

        assertThat(identity.hasName("CIC1")).isTrue();
        assertThat(identity.hasName("HostA")).isTrue();
        assertThat(identity.hasName("hostb")).isFalse();
        assertThat(identity.hasName("cic1.example.com")).isFalse();
        assertThat(identity.hasName("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=cic1",
                "OU=cic",
                "O=x",
                "CN=cic1,OU=cic,OU=admin",
                "CN=cic1,OU=cic,CN=cic2",
                "CN=cic1,OU=cic+OU=admin",
                "CN=cic1,OU=cic,O=x+OU=admin",
                "CN=a+CN=b,OU=cic",
                "CN=,OU=cic",
                "CN=\\ ,OU=cic"
            })
    void exactlyOneNameAndOneRoleAreNeeded(String subject) throws Exception {
        var certificate = withSubject(subject);

        assertThatThrownBy(() -> PeerIdentity.of(certificate))
                .isInstanceOf(BadIdentityException.class)
                .hasMessageContaining("certificate subject ")
                .hasMessageContaining("(expected: exactly one text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"members", "root", "cic admin"})
    void unknownRoleIsRefused(String unit) throws Exception {
        var certificate = withSubject("CN=cic1,OU=" + unit);

        assertThatThrownBy(() -> PeerIdentity.of(certificate))
                .isInstanceOf(BadIdentityException.class)
                .hasMessageContaining("OU is \"" + unit + "\" (expected: member, cic or admin)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cic", "member"})
    void serversNameHasToBeAmongItsDnsNames(String unit) throws Exception {
        var certificate = withSubject("CN=sa1,OU=" + unit, dns("sa1.example.com"));

        assertThatThrownBy(() -> PeerIdentity.of(certificate))
                .isInstanceOf(BadIdentityException.class)
                .hasMessageContaining(
                        "its DNS names are [sa1.example.com] (expected: among them the short host name sa1)");
        assertThat(PeerIdentity.of(withSubject("CN=sa1,OU=admin")).names()).containsExactly("sa1");
    }

    @Test
    void nameWithSpecialCharactersIsReadAsItIs() throws Exception {
        assertThat(PeerIdentity.of(withSubject("CN=Smith\\, Anna,OU=admin")).name())
                .isEqualTo("Smith, Anna");
    }
}
