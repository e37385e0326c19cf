package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.Member;

/** Nodes without a good member certificate of the cluster's CA want to take part. */
class MemberTlsIT {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    @AfterEach
    void theClusterIsAsBefore() {
        for (int i = 0; i < 2; i++) {
            assertThat(CLUSTER.cluster(CLUSTER.node(i)).getMembersList())
                    .extracting(Member::getName)
                    .containsExactly("sa1", "sa2");
        }
    }

    @Test
    void aNodeOfAnotherCaDoesNotJoin() {
        TestCertificates others = new TestCertificates(CLUSTER.folder().resolve("others"), "Somebody Else");
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
    void aCicServersCertificateIsNoNodes() {
        requireRefused(
                CLUSTER.stranger("cic9", CLUSTER.certificates().folder(Role.CIC, "cic9")),
                "certificate.pem: role cic (expected: member)");
    }

    @Test
    void anExpiredCertificateIsRefusedAtTheStart() {
        Path expired = CLUSTER.certificates().expired(Role.MEMBER, "sa4");
        requireRefused(CLUSTER.stranger("sa4", expired), "certificate.pem: expired on 20");
    }

    @Test
    void aCertificateForAnotherNameIsRefusedAtTheStart() {
        Path other = CLUSTER.certificates().folder(Role.MEMBER, "sa6");
        requireRefused(
                CLUSTER.stranger("sa5", other),
                "certificate.pem: names [sa6, localhost] (expected: among them node.name, sa5)");
    }

    private static void requireRefused(NodeProcess node, String sentence) {
        node.start();
        assertThat(node.awaitEnd()).isEqualTo(1);
        assertThat(Programs.text(node.output())).contains("the node cannot start: ", sentence);
    }
}
