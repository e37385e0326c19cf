package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.IfExists;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.AuditLines;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** Whom the server trusts: the table of refused peers, and what becomes of those who are connected already. */
class GrpcTrustTest extends GrpcServerFixture {
    private final Path folder;
    private final AuditLines audit = new AuditLines();
    private final CertificateAuthority other = CertificateAuthority.create("Other", Clock.systemUTC());
    private KeyMaterial own = certificate(Role.MEMBER, "sa1");
    private KeyRing ring = KeyRing.fixed(own);

    GrpcTrustTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
    }

    @Override
    KeyRing ring(KeyMaterial material) throws Exception {
        own = material;
        new ServerBundle(material).write(folder.resolve("store"), IfExists.REPLACE);
        ring = KeyRing.open(folder.resolve("store"), KeyRing.Check.NONE);
        return ring;
    }

    @BeforeEach
    void serve() {
        server.serve();
    }

    @AfterEach
    void closeRing() {
        audit.close();
        ring.close();
    }

    @Test
    void whoIsRefusedStandsInTheAuditLogWithTheReason() throws Exception {
        CertificateProfile day = CertificateProfile.of(Role.CIC, "cic1").validFor(Duration.ofDays(1));
        InstantSource now = InstantSource.system();

        assertRefused(null, "TLSv1.3", "PEER_DID_NOT_RETURN_A_CERTIFICATE", "");
        assertRefused(certificate(Role.CIC, "cic1"), "TLSv1.2", "UNSUPPORTED_PROTOCOL", "");
        assertRefused(other.issue(day), "TLSv1.3", "unable to find valid certification path", "CN=cic1,OU=cic");
        assertRefused(
                ca.at(InstantSource.offset(now, Duration.ofDays(-2))).issue(day),
                "TLSv1.3",
                "NotAfter: ",
                "CN=cic1,OU=cic");
        assertRefused(
                ca.at(InstantSource.offset(now, Duration.ofDays(2))).issue(day),
                "TLSv1.3",
                "NotBefore: ",
                "CN=cic1,OU=cic");
    }

    private void assertRefused(@Nullable KeyMaterial peer, String protocol, String reason, String subject)
            throws Exception {
        assertNotLetIn(peer, protocol);
        await().untilAsserted(() -> assertThat(audit.of("peer-refused")).anySatisfy(entry -> {
            assertThat(entry).containsEntry("port", "grpc").containsEntry("result", "refused");
            assertThat(entry.get("reason")).contains(reason);
            assertThat(entry.getOrDefault("certificate", "")).isEqualTo(subject);
            assertThat(entry.get("address")).startsWith("127.0.0.1:");
        }));
    }

    @Test
    void aRevokedPeerIsCutOffWithinSecondsAndNotLetInAgainAndOthersAreNot() throws Exception {
        KeyMaterial cic1 = certificate(Role.CIC, "cic1");
        CompletableFuture<Throwable> revoked = watch(cic1);
        CompletableFuture<Throwable> spared = watch(certificate(Role.CIC, "cic2"));

        publish(Optional.of(ca.revoke(Optional.empty(), List.of(cic1.certificate()))), own);

        assertThat(revoked.get(20, TimeUnit.SECONDS)).isInstanceOf(StatusRuntimeException.class);
        assertThat(audit.of("connection-ended")).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("about", "cic1")
                .containsEntry("serial", cic1.certificate().getSerialNumber().toString(16))
                .hasEntrySatisfying("reason", reason -> assertThat(reason).contains("was revoked on")));
        assertNotLetIn(cic1, "TLSv1.3");
        await().untilAsserted(() -> assertThat(audit.of("peer-refused"))
                .extracting(entry -> entry.get("reason"))
                .anySatisfy(reason -> assertThat(reason).contains("was revoked on")));
        assertThat(spared).isNotDone();
    }

    @Test
    void aPeerIsCutOffWhenItsCertificateExpires() throws Exception {
        KeyMaterial brief = ca.issue(CertificateProfile.of(Role.CIC, "cic1").validFor(Duration.ofSeconds(5)));

        CompletableFuture<Throwable> expired = watch(brief);

        assertThat(expired.get(30, TimeUnit.SECONDS)).isInstanceOf(StatusRuntimeException.class);
        assertThat(audit.of("connection-ended"))
                .singleElement()
                .extracting(entry -> entry.get("reason"))
                .asString()
                .contains("certificate CN=cic1, OU=cic expired on");
    }

    @Test
    void peersOfARemovedCaAreCutOffAndThoseOfANewOneAreLetIn() throws Exception {
        CompletableFuture<Throwable> before = watch(certificate(Role.CIC, "cic1"));
        KeyMaterial both = new KeyMaterial(own.key(), own.chain(), List.of(ca.certificate(), other.certificate()));

        publish(Optional.empty(), both);
        await().until(() -> ring.material().authorities().size() == 2);
        CompletableFuture<Throwable> after = watch(other.issue(CertificateProfile.of(Role.CIC, "cic2")));
        assertThat(before).isNotDone();

        publish(
                Optional.empty(),
                other.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost()));
        assertThat(before.get(20, TimeUnit.SECONDS)).isInstanceOf(StatusRuntimeException.class);
        assertThat(after).isNotDone();
    }

    @Test
    void aRenewedCertificateIsShownAndOpenStreamsGoOn() throws Exception {
        CompletableFuture<Throwable> stream = watch(certificate(Role.CIC, "cic1"));
        assertThat(shown()).isEqualTo(own.certificate());
        KeyMaterial renewed = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost());

        publish(Optional.empty(), renewed);

        await().untilAsserted(() -> assertThat(shown()).isEqualTo(renewed.certificate()));
        assertThat(stream).isNotDone();
    }

    @Test
    void whoBeginsAndTakesBackTooManyCallsLosesTheConnection() throws Exception {
        ManagedChannel channel = channel(certificate(Role.CIC, "cic1"), "TLSv1.3");
        CompletableFuture<Throwable> canary = watch(channel, Context.ROOT);

        for (int i = 0; i <= Transport.MAX_RESETS && !canary.isDone(); i++) {
            Context.CancellableContext call = Context.ROOT.withCancellation();
            CompletableFuture<Throwable> unused = watch(channel, call);
            call.cancel(null);
        }

        assertThat(canary.get(20, TimeUnit.SECONDS)).hasMessageContaining("ENHANCE_YOUR_CALM");
    }

    private void publish(Optional<X509CRL> crl, KeyMaterial material) throws Exception {
        new ServerBundle(material).with(crl).write(folder.resolve("store"), IfExists.REPLACE);
    }

    private CompletableFuture<Throwable> watch(KeyMaterial peer) throws Exception {
        return watch(channel(peer, "TLSv1.3"), Context.ROOT);
    }

    /** Completes when the watch ends; returns once it has begun. */
    private static CompletableFuture<Throwable> watch(ManagedChannel channel, Context context) throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<WatchResponse> begun = new CompletableFuture<>();
        context.run(() ->
                StatusServiceGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), new Ended(begun, end)));
        CompletableFuture.anyOf(begun, end).get(20, TimeUnit.SECONDS);
        return end;
    }

    /** The certificate that the server shows now. */
    private X509Certificate shown() throws Exception {
        return PeerCertificate.of(server.port(), certificate(Role.ADMIN, "ann"));
    }

    private record Ended(CompletableFuture<WatchResponse> begun, CompletableFuture<Throwable> end)
            implements StreamObserver<WatchResponse> {
        @Override
        public void onNext(WatchResponse answer) {
            begun.complete(answer);
        }

        @Override
        public void onError(Throwable error) {
            end.complete(error);
        }

        @Override
        public void onCompleted() {
            end.complete(new IllegalStateException("completed"));
        }
    }
}
