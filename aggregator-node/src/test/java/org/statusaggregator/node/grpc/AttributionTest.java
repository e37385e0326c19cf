package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.CopyKind;
import org.statusaggregator.v1.ListCopiesRequest;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.RosterCopy;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusFilter;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;

/** Whose a status is, its publisher's certificate says, and nothing that the publisher sends. */
class AttributionTest extends GrpcServerFixture {
    @Test
    void noStatusIsAttributedToACicServerThatDidNotPublishIt() throws Exception {
        server.serve();
        StatusServiceBlockingStub honest = cic("boston");
        StatusServiceBlockingStub other = cic("chicago");
        String session = open(honest).getSessionId();
        publish(honest, session, user("ann", "boston"));
        String otherSession = open(other).getSessionId();
        publish(
                other,
                otherSession,
                user("ann", "chicago").toBuilder().setCicServer("boston").build());

        List<Status> rows = rows(other);
        assertThat(rows)
                .extracting(row -> row.getCicServer() + " " + row.getLogonServer())
                .containsExactly("boston boston", "chicago chicago");
        assertThat(failure(() -> publish(other, session, user("eve", "chicago")))
                        .getStatus()
                        .getDescription())
                .as("a batch in the session of another")
                .contains("chicago");
        assertThat(rows(honest)).extracting(Status::getUserId).containsExactly("ann", "ann");
    }

    @Test
    void anAdministratorSeesTheCopiesThatTheNodeHolds() throws Exception {
        server.serve();
        StatusServiceBlockingStub cic = cic("denver");
        publish(cic, open(cic).getSessionId(), user("ann", "denver"));
        var admin = AdminServiceGrpc.newBlockingStub(channel(certificate(Role.ADMIN, "ann"), "TLSv1.3"));
        await().untilAsserted(() -> {
            List<RosterCopy> copies = admin.listCopies(ListCopiesRequest.getDefaultInstance()).getCopiesList().stream()
                    .filter(copy -> copy.getCicServer().equals("denver"))
                    .toList();
            assertThat(copies).extracting(RosterCopy::getKind).containsExactly(CopyKind.OWNER, CopyKind.VIEW);
            assertThat(copies).allSatisfy(copy -> {
                assertThat(copy.getUsers()).isEqualTo(1);
                assertThat(copy.getSequence()).isEqualTo(1);
                assertThat(copy.getBatchNumber()).isEqualTo(1);
                assertThat(copy.getRowsDigest())
                        .isEqualTo(copies.get(0).getRowsDigest())
                        .hasSize(32);
            });
        });
    }

    private static void publish(StatusServiceBlockingStub cic, String session, Status status) {
        var unused = cic.publishStatuses(PublishStatusesRequest.newBuilder()
                .setSessionId(session)
                .setBatchNumber(1)
                .setFirstPart(true)
                .setLastPart(true)
                .addStatuses(status)
                .build());
    }

    /** Both rows, as soon as they are shown. */
    private static List<Status> rows(StatusServiceBlockingStub reader) {
        var both = StatusFilter.newBuilder().addCicServers("boston").addCicServers("chicago");
        ListStatusesRequest question =
                ListStatusesRequest.newBuilder().setFilter(both).build();
        return await().until(() -> reader.listStatuses(question).getStatusesList(), rows -> rows.size() >= 2);
    }
}
