package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.statusaggregator.core.client.Channels;
import org.statusaggregator.core.pki.CarriedFile;
import org.statusaggregator.core.pki.CertificateStore;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.it.BadPeers.Row;
import org.statusaggregator.it.RawPeer.Port;
import org.statusaggregator.it.RawPeer.Visit;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.Member;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;

/** The table of docs/security.md: who is refused at the ports of a node, and the line of the audit log that says why. */
class RefusedPeersIT {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    private static BadPeers peers;

    /** Node sa1 trusts a company's root too, and knows a list of revoked certificates. */
    @BeforeAll
    static void trustTheCompanyAndRevokeTwo() throws Exception {
        TestCertificates ours = CLUSTER.certificates();
        OpensslCa company = new OpensslCa(CLUSTER.folder().resolve("company"));
        peers = new BadPeers(ours, new TestCertificates(CLUSTER.folder().resolve("others"), "Somebody Else"), company);
        peers.revokeFor("sa1");
        Path store = ours.folder(Role.MEMBER, "sa1");
        Path both = CLUSTER.folder().resolve("both.pem");
        Files.writeString(both, Programs.text(store.resolve(KeyMaterial.CA_FILE)) + Programs.text(company.root()));
        new CertificateStore(store)
                .installAuthorities(
                        CarriedFile.read(both).authorities(), Clock.systemUTC().instant());
        audit().awaitEntry("about both CAs and the list", entry -> "2 CAs, 1 lists of revoked certificates"
                .equals(entry.get("about")));
    }

    @AfterEach
    void theClusterIsAsBefore() {
        for (int i = 0; i < 2; i++) {
            assertThat(CLUSTER.cluster(CLUSTER.node(i)).getMembersList())
                    .extracting(Member::getName)
                    .containsExactly("sa1", "sa2");
        }
    }

    static Stream<Row> rows() throws Exception {
        return peers.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whoIsRefusedAtBothPortsStandsInTheAuditLog(Row row) throws Exception {
        for (Port port : Port.values()) {
            requireRefused(port, row);
        }
    }

    /** Without this, the table could not tell a refusal from a mistake of its own. */
    @Test
    void whoIsGoodIsLetInByTheSameMeans() throws Exception {
        for (Row row : peers.good()) {
            for (Port port : Port.values()) {
                assertThat(visit(port, row).answer()).as(row + " at " + port).isEqualTo(Visit.LET_IN);
            }
        }
    }

    @Test
    void onlyANodesCertificateIsANodesWhateverNameItBears() throws Exception {
        KeyMaterial cic = CLUSTER.certificates().material(Role.CIC, "cic1");
        KeyMaterial posing = CLUSTER.certificates().material(Role.CIC, "sa2");
        KeyMaterial admin = CLUSTER.certificates().material(Role.ADMIN, "anna");
        String expected = "it is a certificate for role %s (expected: member)";
        requireRefused(Port.MEMBER, new Row("wrong role", null, cic, expected.formatted("cic")));
        requireRefused(Port.MEMBER, new Row("a node's name", null, posing, expected.formatted("cic")));
        requireRefused(Port.MEMBER, new Row("an admin", null, admin, expected.formatted("admin")));
    }

    @Test
    void aRoleMakesItsOwnCallsOnly() {
        requireCallRefused(
                CLUSTER.certificates().material(Role.MEMBER, "sa5"), "OpenSession", "role member (expected: cic)");
        requireCallRefused(
                CLUSTER.certificates().material(Role.ADMIN, "anna"), "OpenSession", "role admin (expected: cic)");
        requireCallRefused(
                CLUSTER.certificates().material(Role.CIC, "cic1"), "GetCluster", "role cic (expected: admin)");
        requireCallRefused(
                CLUSTER.certificates().material(Role.MEMBER, "sa5"), "GetCluster", "role member (expected: admin)");
    }

    private static void requireCallRefused(KeyMaterial peer, String call, String reason) {
        ManagedChannel channel = Channels.open(CLUSTER.node(0).host(), peer);
        try {
            assertThatThrownBy(() -> {
                        if (call.equals("OpenSession")) {
                            publishing(channel).openSession(open());
                        } else {
                            AdminServiceGrpc.newBlockingStub(channel)
                                    .getCluster(GetClusterRequest.getDefaultInstance());
                        }
                    })
                    .hasMessageContaining("PERMISSION_DENIED")
                    .hasMessageContaining(reason);
            requireEntry(peer, "call-refused", call + ": certificate with " + reason);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void nobodyPublishesForAnotherCicServer() {
        KeyMaterial other = CLUSTER.certificates().material(Role.CIC, "cic2");
        ManagedChannel one =
                Channels.open(CLUSTER.node(0).host(), CLUSTER.certificates().material(Role.CIC, "cic1"));
        ManagedChannel two = Channels.open(CLUSTER.node(0).host(), other);
        try {
            String session = publishing(one).openSession(open()).getSessionId();
            publishing(one).publishStatuses(batch(session, anna("Available", "cic1")));

            assertThatThrownBy(() -> publishing(two).publishStatuses(batch(session, anna("Gone", "cic2"))))
                    .hasMessageContaining("the session of cic2 is over");
            requireEntry(other, "call-refused", "no live session of cic2 has this session_id");

            String own = publishing(two).openSession(open()).getSessionId();
            PublishStatusesResponse answer = publishing(two).publishStatuses(batch(own, anna("Gone", "cic1")));
            assertThat(answer.getErrorsList()).singleElement().satisfies(error -> assertThat(error.getReason())
                    .isEqualTo("LOGON_SERVER_UNKNOWN"));
            requireEntry(other, "call-refused", "logon_server: \"cic1\" (expected: empty or one of the names in");

            // The field says cic1, the certificate cic2: it is a status of cic2.
            PublishStatusesRequest posing = batch(
                    own, anna("Gone", "cic2").toBuilder().setCicServer("cic1").build());
            publishing(two).publishStatuses(posing.toBuilder().setBatchNumber(2).build());
            await().atMost(TestCluster.PATIENCE).untilAsserted(() -> assertThat(publishing(one)
                            .getStatuses(GetStatusesRequest.newBuilder()
                                    .addEmails("anna@example.com")
                                    .setAllRows(true)
                                    .build())
                            .getStatusesList())
                    .extracting(status -> status.getCicServer() + " " + status.getStatusKey())
                    .containsExactlyInAnyOrder("cic1 Available", "cic2 Gone"));
        } finally {
            one.shutdownNow();
            two.shutdownNow();
        }
    }

    @Test
    void aNodeOfAnotherCaDoesNotJoin() {
        TestCertificates others = new TestCertificates(CLUSTER.folder().resolve("strangers"), "Somebody Else");
        NodeProcess stranger = CLUSTER.stranger("sa3", others.folder(Role.MEMBER, "sa3"));
        stranger.start();
        for (NodeProcess node : new NodeProcess[] {stranger, CLUSTER.node(0), CLUSTER.node(1)}) {
            await(node.name() + " refuses the other side")
                    .atMost(TestCluster.PATIENCE)
                    .until(() -> Programs.text(node.log()).contains("No member link with"));
        }
        stranger.kill9();
    }

    @Test
    void aNodeWithABadCertificateOfItsOwnSaysSoAndDoesNotStart() {
        TestCertificates ours = CLUSTER.certificates();
        requireNoStart("cic9", ours.folder(Role.CIC, "cic9"), "certificate.pem: role cic (expected: member)");
        requireNoStart("sa4", ours.expired(Role.MEMBER, "sa4"), "certificate.pem: expired on 20");
        requireNoStart(
                "sa7",
                ours.folder(Role.MEMBER, "sa6"),
                "certificate.pem: names [sa6, localhost] (expected: among them node.name, sa7)");
    }

    private static void requireNoStart(String name, Path certificate, String sentence) {
        NodeProcess node = CLUSTER.stranger(name, certificate);
        node.start();
        assertThat(node.awaitEnd()).isEqualTo(1);
        assertThat(Programs.text(node.output())).contains("the node cannot start: ", sentence);
    }

    /** The visitor gets no word of the protocol, and the audit log says who it was and why. */
    private static void requireRefused(Port port, Row row) throws Exception {
        Visit visit = visit(port, row);

        assertThat(visit.answer()).as(row + " at " + port).isNotEqualTo(Visit.LET_IN);
        // The system may give a visitor of one port the number that it gave to one of the other.
        String name = port == Port.GRPC ? "grpc" : "member";
        Map<String, String> entry = audit().awaitEntry(
                        "about " + row + ", " + visit + " at " + name,
                        one -> visit.address().equals(one.get("address")) && name.equals(one.get("port")));
        assertThat(entry)
                .containsEntry("event", "peer-refused")
                .containsEntry("result", "refused")
                .hasEntrySatisfying("reason", text -> assertThat(text).contains(row.reason()));
        KeyMaterial shown = row.shown(port);
        if (shown != null && row.protocol().equals("TLSv1.3")) {
            assertThat(entry).containsAllEntriesOf(holder(shown));
        }
    }

    private static Visit visit(Port port, Row row) throws Exception {
        int number = port == Port.GRPC ? CLUSTER.node(0).host().port() : CLUSTER.memberPort(0);
        return RawPeer.visit(port, number, row.shown(port), row.protocol());
    }

    private static void requireEntry(KeyMaterial peer, String event, String reason) {
        assertThat(audit().awaitEntry(
                                event + " " + reason,
                                entry -> event.equals(entry.get("event"))
                                        && entry.getOrDefault("reason", "").contains(reason)))
                .containsAllEntriesOf(holder(peer))
                .containsEntry("result", "refused");
    }

    private static Map<String, String> holder(KeyMaterial material) {
        return Map.of(
                "certificate", material.certificate().getSubjectX500Principal().getName(),
                "serial", material.certificate().getSerialNumber().toString(16));
    }

    private static AuditFile audit() {
        return AuditFile.of(CLUSTER.node(0));
    }

    private static StatusServiceBlockingStub publishing(ManagedChannel channel) {
        return StatusServiceGrpc.newBlockingStub(channel);
    }

    private static OpenSessionRequest open() {
        return OpenSessionRequest.newBuilder().setApiLevel(1).build();
    }

    private static PublishStatusesRequest batch(String session, Status status) {
        return PublishStatusesRequest.newBuilder()
                .setSessionId(session)
                .setBatchNumber(1)
                .addStatuses(status)
                .build();
    }

    private static Status anna(String key, String logonServer) {
        return Status.newBuilder()
                .setUserId("anna")
                .setEmail("anna@example.com")
                .setStatusKey(key)
                .setLogonServer(logonServer)
                .build();
    }
}
