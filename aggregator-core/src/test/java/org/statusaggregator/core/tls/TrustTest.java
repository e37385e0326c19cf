package org.statusaggregator.core.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.TestCertificates;

class TrustTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private static CertificateAuthority ca;
    private static KeyMaterial cic1;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ca = CertificateAuthority.create("Test", CLOCK);
        cic1 = ca.issue(CertificateProfile.of(Role.CIC, "cic1"));
    }

    @Test
    void acceptsWhatLeadsToAnAuthority() {
        assertThatCode(() -> cic1.trust().check(cic1.chain(), NOW)).doesNotThrowAnyException();
    }

    @Test
    void acceptsWhatLeadsToAnyOfSeveralAuthorities() throws Exception {
        CertificateAuthority next = CertificateAuthority.create("Next", CLOCK);
        Trust both = new Trust(List.of(next.certificate(), ca.certificate()), List.of());

        assertThatCode(() -> both.check(cic1.chain(), NOW)).doesNotThrowAnyException();
        KeyMaterial renewed = next.issue(CertificateProfile.of(Role.CIC, "cic1"));
        assertThatCode(() -> both.check(renewed.chain(), NOW)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherCasEvenOfTheSameName() throws Exception {
        KeyMaterial forged = CertificateAuthority.create("Test", CLOCK).issue(CertificateProfile.of(Role.CIC, "cic1"));

        assertRefused(cic1.trust(), forged, "leads to none of the trusted CAs [CN=Test Status Aggregator CA]");
    }

    @Test
    void refusesSelfSigned() throws Exception {
        X509Certificate own = TestCertificates.withSubject("OU=cic,CN=cic1", TestCertificates.dns("cic1"));

        assertThatThrownBy(
                        () -> cic1.trust().check(List.of(own), own.getNotAfter().toInstant()))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("leads to none of the trusted CAs");
    }

    @Test
    void refusesWhatIsOutOfDate() throws Exception {
        CertificateProfile day = CertificateProfile.of(Role.CIC, "cic1").validFor(Duration.ofDays(1));
        KeyMaterial expired =
                ca.at(InstantSource.fixed(NOW.minus(Duration.ofDays(2)))).issue(day);
        KeyMaterial early =
                ca.at(InstantSource.fixed(NOW.plus(Duration.ofDays(2)))).issue(day);

        assertRefused(cic1.trust(), expired, "certificate CN=cic1, OU=cic expired on 20");
        assertRefused(cic1.trust(), early, "certificate CN=cic1, OU=cic is not valid before 20");
    }

    @Test
    void refusesWhatItsCaRevokedAndNothingElse() throws Exception {
        KeyMaterial cic2 = ca.issue(CertificateProfile.of(Role.CIC, "cic2"));
        X509CRL first = ca.revoke(Optional.empty(), List.of(cic2.certificate()));
        X509CRL second = ca.revoke(Optional.of(first), List.of());
        Trust trust = new Trust(List.of(ca.certificate()), List.of(second));

        assertRefused(
                trust, cic2, "(serial " + cic2.certificate().getSerialNumber().toString(16) + ") was revoked on 20");
        assertThatCode(() -> trust.check(cic1.chain(), NOW)).doesNotThrowAnyException();
    }

    @Test
    void rolesAreCheckedByTheirRule() throws Exception {
        PeerRule members = PeerRule.roles(Role.MEMBER);

        assertThatThrownBy(() -> members.check(cic1.certificate()))
                .hasMessage("it is a certificate for role cic (expected: member)");
        assertThatThrownBy(() -> members.check(TestCertificates.withSubject("CN=sa1")))
                .hasMessageContaining("OU is [] (expected: exactly one text)");
        assertThatCode(() -> PeerRule.roles(Role.ADMIN, Role.CIC).check(cic1.certificate()))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(Trust trust, KeyMaterial peer, String reason) {
        assertThatThrownBy(() -> trust.check(peer.chain(), NOW))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(reason);
    }
}
