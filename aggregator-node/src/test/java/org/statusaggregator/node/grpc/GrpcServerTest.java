package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;
import org.statusaggregator.v1.StorageState;
import org.statusaggregator.v1.WatchRequest;

/** Whom the server lets in, and when. */
class GrpcServerTest extends GrpcServerFixture {
    @Test
    void whoShowsNoCertificateIsNotLetIn() throws Exception {
        assertNotLetIn(null, "TLSv1.3");
    }

    @Test
    void aCertificateOfAnotherCaIsNotLetIn() throws Exception {
        CertificateAuthority other = CertificateAuthority.create("Other", Clock.systemUTC());
        assertNotLetIn(other.issue(CertificateProfile.of(Role.CIC, "cic1")), "TLSv1.3");
    }

    @Test
    void anExpiredCertificateIsNotLetIn() throws Exception {
        InstantSource longAgo = InstantSource.fixed(Instant.now().minus(java.time.Duration.ofDays(800)));
        assertNotLetIn(ca.at(longAgo).issue(CertificateProfile.of(Role.CIC, "cic1")), "TLSv1.3");
    }

    @Test
    void tls12IsNotSpoken() throws Exception {
        assertNotLetIn(certificate(Role.CIC, "cic1"), "TLSv1.2");
    }

    @Test
    void aRoleMakesItsOwnCallsOnly() throws Exception {
        server.serve();
        StatusRuntimeException publish = failure(() -> open(stub(certificate(Role.ADMIN, "ann"))));
        assertThat(publish.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(reason(publish)).isEqualTo("ROLE");
        assertThat(publish)
                .hasMessageContaining("OpenSession")
                .hasMessageContaining("admin")
                .hasMessageContaining("cic");

        ManagedChannel cic = channel(certificate(Role.CIC, "cic1"), "TLSv1.3");
        StatusRuntimeException admin =
                failure(() -> AdminServiceGrpc.newBlockingStub(cic).getCluster(GetClusterRequest.getDefaultInstance()));
        assertThat(reason(admin)).isEqualTo("ROLE");

        StatusServiceBlockingStub member = stub(certificate(Role.MEMBER, "sa2"));
        assertThat(reason(failure(() -> member.listStatuses(ListStatusesRequest.getDefaultInstance()))))
                .isEqualTo("ROLE");
    }

    @Test
    void anAdministratorIsToldThatTheDiskFailsAndWhy() throws Exception {
        server.serve();
        AdminServiceGrpc.AdminServiceBlockingStub admin =
                AdminServiceGrpc.newBlockingStub(channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"));
        assertThat(admin.getCluster(GetClusterRequest.getDefaultInstance()).getStorage())
                .isEqualTo(StorageState.STORAGE_OFF);

        disk = new StorageHealth(StorageHealth.State.FAILING, "f: No space left on device");

        Cluster cluster = admin.getCluster(GetClusterRequest.getDefaultInstance());
        assertThat(cluster.getStorage()).isEqualTo(StorageState.STORAGE_FAILING);
        assertThat(cluster.getStorageProblem()).isEqualTo("f: No space left on device");
    }

    @Test
    void nothingIsAnsweredBeforeTheNodeServes() throws Exception {
        StatusServiceBlockingStub cic = cic("cic1");
        StatusRuntimeException error = failure(() -> open(cic));
        assertThat(error.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(reason(error)).isEqualTo("NOT_READY");
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);

        server.serve();
        assertThat(open(cic).getCicServer()).isEqualTo("cic1");
        assertThat(health()).isEqualTo(ServingStatus.SERVING);
    }

    private ServingStatus health() throws Exception {
        return HealthGrpc.newBlockingStub(channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"))
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    @Test
    void aDrainingNodeTakesNothingNewAndFinishesWhatRuns() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("cic-draining");
        Session session = open(cic);
        server.drain();

        StatusRuntimeException refused = failure(() -> open(cic));
        assertThat(reason(refused)).isEqualTo("DRAINING");
        StatusRuntimeException watch =
                failure(() -> cic.watch(WatchRequest.getDefaultInstance()).next());
        assertThat(reason(watch)).isEqualTo("DRAINING");
        assertThat(cic.keepSessionAlive(KeepSessionAliveRequest.newBuilder()
                                .setSessionId(session.getSessionId())
                                .build())
                        .getDraining())
                .isTrue();
        PublishStatusesResponse published = cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setBatchNumber(1)
                .addStatuses(user("ann", "cic-draining"))
                .build());
        assertThat(published.getDraining()).isTrue();
        assertThat(published.getSequence()).isEqualTo(1);
        assertThat(health()).isEqualTo(ServingStatus.NOT_SERVING);
    }
}
