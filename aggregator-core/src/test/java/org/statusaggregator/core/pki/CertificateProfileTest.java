package org.statusaggregator.core.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.tls.Role;

class CertificateProfileTest {
    @Test
    void shortNameIsNameAndHost() {
        CertificateProfile profile = CertificateProfile.of(Role.MEMBER, "sa1");

        assertThat(profile.name()).isEqualTo("sa1");
        assertThat(profile.dnsNames()).containsExactly("sa1");
        assertThat(profile.validity()).isEqualTo(Validity.CERTIFICATE);
    }

    @Test
    void fullyQualifiedNameCountsWithItsShortName() {
        CertificateProfile profile = CertificateProfile.of(Role.MEMBER, "sa1.corp.example.com");

        assertThat(profile.name()).isEqualTo("sa1");
        assertThat(profile.dnsNames()).containsExactly("sa1", "sa1.corp.example.com");
    }

    @Test
    void switchoverPairHasOneNameAndBothHosts() {
        assertThat(CertificateProfile.of(Role.CIC, "cic1=hostA,hostB").dnsNames())
                .containsExactly("cic1", "hosta", "hostb");
        assertThat(CertificateProfile.of(Role.CIC, "cic1 = hosta.corp.example.com , hostb")
                        .dnsNames())
                .containsExactly("cic1", "hosta", "hosta.corp.example.com", "hostb");
    }

    @Test
    void hostNamesHaveOneSpelling() {
        assertThat(CertificateProfile.of(Role.CIC, " INDY-CIC1.Corp.Example.com ")
                        .dnsNames())
                .containsExactly("indy-cic1", "indy-cic1.corp.example.com");
        assertThat(CertificateProfile.of(Role.CIC, "cic1=CIC1,cic1,HOSTB").dnsNames())
                .containsExactly("cic1", "hostb");
    }

    @Test
    void adminIsNoServer() {
        CertificateProfile profile = CertificateProfile.of(Role.ADMIN, "Anna.Smith@example.com");

        assertThat(profile.name()).isEqualTo("Anna.Smith@example.com");
        assertThat(profile.dnsNames()).isEmpty();
        assertThatThrownBy(profile::withLocalhost)
                .isInstanceOf(BadProfileException.class)
                .hasMessageContaining("no hosts");
    }

    @Test
    void localhostAndAddressesAreAddedOnce() {
        CertificateProfile profile =
                CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost().withLocalhost();

        assertThat(profile.dnsNames()).containsExactly("sa1", "localhost");
        assertThat(profile.addresses())
                .containsExactly(CertificateProfile.address("127.0.0.1"), CertificateProfile.address("::1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-sa1", "sa1-", "sa_1", "sa 1", "sa1;sa2", "sa1,sa2", ".sa1", "sa1.", "sa1..com",
                        "*.example.com",
                "../sa1", "sa1/x", "sa1\\x", "$(id)", "%PATH%", "sä1", "10.0.0.7", "10", "::1", "=hosta", "cic1=",
                        "cic1=a,,b",
                "cic1=a=b", "cic1.corp=hosta", "ca", "CA", "cic1=10.0.0.7", "sa1\nsa2"
            })
    void badServerNameIsRefusedWithFieldValueAndExpectation(String text) {
        assertThatThrownBy(() -> CertificateProfile.of(Role.CIC, text))
                .isInstanceOf(BadProfileException.class)
                .hasMessageStartingWith("cic: \"")
                .hasMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna smith", "../anna", ".anna", "anna/x", "an;na", "ca"})
    void badAdminNameIsRefusedWithFieldValueAndExpectation(String text) {
        assertThatThrownBy(() -> CertificateProfile.of(Role.ADMIN, text))
                .isInstanceOf(BadProfileException.class)
                .hasMessageStartingWith("admin: \"" + text + "\" (expected: ");
    }

    @Test
    void longNamesEndWhereDnsEndsThem() {
        String longest = "a".repeat(63);
        assertThat(CertificateProfile.of(Role.CIC, longest).name()).isEqualTo(longest);
        assertThatThrownBy(() -> CertificateProfile.of(Role.CIC, longest + "a"))
                .isInstanceOf(BadProfileException.class);
        String tooLong = String.join(".", List.of(longest, longest, longest, longest));
        assertThatThrownBy(() -> CertificateProfile.of(Role.CIC, tooLong)).isInstanceOf(BadProfileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sa1", "localhost", "10.0.0", "10.0.0.256", "1", "::g", "10.0.0.0/8", "2130706433"})
    void onlyAnAddressIsAnAddress(String text) {
        assertThatThrownBy(() -> CertificateProfile.address(text))
                .isInstanceOf(BadProfileException.class)
                .hasMessageStartingWith("address: \"" + text + "\" (expected: ");
    }

    @Test
    void validityIsPositive() {
        CertificateProfile profile = CertificateProfile.of(Role.MEMBER, "sa1");

        assertThatThrownBy(() -> profile.validFor(Duration.ZERO)).hasMessageContaining("at least one second");
        assertThatThrownBy(() -> profile.validFor(Duration.ofDays(-1))).isInstanceOf(BadProfileException.class);
    }
}
