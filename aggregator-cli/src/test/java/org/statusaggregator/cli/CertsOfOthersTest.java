package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.PeerIdentity;

/** Requests that were made elsewhere, a company's CA, and the next CA. */
class CertsOfOthersTest extends CertsFixture {
    CertsOfOthersTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void aRequestIsSignedForTheNamesThatTheAdministratorSaysAndItsKeyStaysAway() throws Exception {
        Path key = temp.resolve("own.key");
        Path csr = temp.resolve("own.csr");
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                key.toString(),
                "-out",
                csr.toString(),
                "-subj",
                "/OU=admin/CN=mallory");

        Result result = run("generate", "--cic", "cic1", "--csr", csr.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("key          stays where the request was made");
        assertThat(root.resolve("cic1/private.key")).doesNotExist();
        Result imported = importIntoStore(root.resolve("cic1"), "--key", key.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(PeerIdentity.of(KeyMaterial.read(store()).certificate()).name())
                .isEqualTo("cic1");
        assertThat(run("generate", "--cic", "cic2", "cic3", "--csr", csr.toString())
                        .err())
                .contains("--csr: one request for 2 names (expected: exactly one name)");
        Files.writeString(csr, "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n");
        Result bad = run("generate", "--cic", "cic2", "--csr", csr.toString());
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("own.csr\" (expected: PEM, as openssl req makes it");
    }

    @Test
    void aCompanysIntermediateCaIsTakenOver() throws Exception {
        cli.clock = Clock.systemUTC(); // openssl's
        Path chain = companyCa();
        Path other = temp.resolve("company");

        Result init = cli.run(
                "certs",
                "init",
                "--root",
                other.toString(),
                "--ca-certificate",
                chain.toString(),
                "--ca-key",
                temp.resolve("sub.key").toString());
        Result generate = cli.run("certs", "generate", "--root", other.toString(), "--member", "sa1");

        assertThat(init.err()).isEmpty();
        assertThat(init.out()).contains("Took over the CA \"Company Issuing CA\":");
        assertThat(generate.err()).isEmpty();
        KeyMaterial sa1 = KeyMaterial.read(other.resolve("sa1"));
        assertThat(sa1.chain()).hasSize(2);
        assertThat(sa1.authorities()).singleElement().satisfies(authority -> assertThat(
                        authority.getSubjectX500Principal().getName())
                .contains("Company Root"));
        assertThat(openssl(
                        "verify",
                        "-no_check_time",
                        "-CAfile",
                        other.resolve("sa1/ca.pem").toString(),
                        "-untrusted",
                        other.resolve("sa1/certificate.pem").toString(),
                        other.resolve("sa1/certificate.pem").toString()))
                .contains("OK");
        String both = Files.readString(other.resolve("sa1/certificate.pem"));
        Files.writeString(other.resolve("sa1/certificate.pem"), both.substring(0, both.indexOf("-----END") + 26));
        Result cut = importIntoStore(other.resolve("sa1"));
        assertThat(cut.code()).isEqualTo(5);
        assertThat(cut.err()).contains("leads to none of the trusted CAs");
    }

    @Test
    void theNextCaIsTrustedBesideTheOldOneWhileBothAreInUse() throws Exception {
        Path next = temp.resolve("next");
        run("generate", "--cic", "cic1");

        Result init = cli.run(
                "certs",
                "init",
                "--root",
                next.toString(),
                "--name",
                "Next",
                "--trust",
                root.resolve("ca/ca.pem").toString());
        importIntoStore(root.resolve("cic1"));
        Result both = importIntoStore(next.resolve("ca/trust.pem"));

        assertThat(init.out()).contains("trusted too  Example Corp Status Aggregator CA");
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(KeyMaterial.read(store()).authorities()).hasSize(2);
        cli.run("certs", "generate", "--root", next.toString(), "--cic", "cic1");
        assertThat(KeyMaterial.read(next.resolve("cic1")).authorities()).hasSize(2);
        assertThat(importIntoStore(next.resolve("cic1")).code()).isZero();
        assertThat(importIntoStore(next.resolve("ca/ca.pem")).code()).isZero();
        assertThat(KeyMaterial.read(store()).authorities()).hasSize(1);
    }

    private Path companyCa() throws Exception {
        Path config = Files.writeString(
                temp.resolve("ca.cnf"),
                "[v3]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                temp.resolve("root.key").toString(),
                "-out",
                temp.resolve("root.pem").toString(),
                "-subj",
                "/O=Company/CN=Company Root",
                "-days",
                "4000");
        openssl(
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-384",
                "-passout",
                "pass:" + PASSPHRASE,
                "-keyout",
                temp.resolve("sub.key").toString(),
                "-out",
                temp.resolve("sub.csr").toString(),
                "-subj",
                "/O=Company/CN=Company Issuing CA");
        openssl(
                "x509",
                "-req",
                "-in",
                temp.resolve("sub.csr").toString(),
                "-CA",
                temp.resolve("root.pem").toString(),
                "-CAkey",
                temp.resolve("root.key").toString(),
                "-CAcreateserial",
                "-days",
                "3000",
                "-extfile",
                config.toString(),
                "-extensions",
                "v3",
                "-out",
                temp.resolve("sub.pem").toString());
        return Files.writeString(
                temp.resolve("chain.pem"),
                Files.readString(temp.resolve("sub.pem")) + Files.readString(temp.resolve("root.pem")));
    }
}
