package org.statusaggregator.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.contacts.ContactArchive;
import org.statusaggregator.node.contacts.Contacts;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.support.InMemoryContactStore;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.RecordingOutput;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestDirectory;
import org.statusaggregator.node.support.TestNode;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewThread;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchRequest;

class NodeMetricsTest {
    private final InMemoryRosterStore store = new InMemoryRosterStore();
    private final ViewThread loop = new ViewThread();
    private final ViewThread contactLoop = new ViewThread("contacts");
    private final StatusView view = new StatusView(store, loop);
    private final WatchHub hub = new WatchHub("sa1", view, loop, node -> true, 16);
    private final Contacts contacts = new Contacts(
            List.of(TestDirectory.list("people")),
            Duration.ofDays(1),
            new Contacts.Parts(
                    "sa1",
                    new InMemoryContactStore(),
                    ContactArchive.NONE,
                    new TestDirectory(),
                    view,
                    loop,
                    contactLoop,
                    () -> false,
                    InstantSource.system()));

    @AfterEach
    void stop() {
        contacts.close();
        contactLoop.close();
        loop.close();
    }

    @Test
    void aNodeTellsWhoIsThereAndWhenItsCertificatesEnd() throws Exception {
        CertificateAuthority ca = CertificateAuthority.create("Test", Clock.systemUTC());
        KeyMaterial issued = ca.issue(CertificateProfile.of(Role.MEMBER, "sa1"));
        X509CRL crl = ca.revoke(Optional.empty(), List.of(issued.certificate()));
        KeyMaterial material = new KeyMaterial(issued.key(), issued.chain(), issued.authorities(), List.of(crl));
        TestCic cic1 = new TestCic("cic1", store);
        cic1.openWith(cic1.user("anna", "Available"), cic1.user("ben", "Gone Home"));
        TestCic cic2 = new TestCic("cic2", store);
        cic2.openWith(cic2.user("carl", "Available"));

        String text = text(Set.of(TestCic.NODE), material, StorageHealth.OFF);

        assertThat(text.lines())
                .contains(
                        "status_aggregator_build_info{version=\"1.2\"} 1",
                        "status_aggregator_members 1",
                        "status_aggregator_cic_servers{state=\"LIVE\"} 2",
                        "status_aggregator_cic_servers{state=\"STALE\"} 0",
                        "status_aggregator_users 3",
                        "status_aggregator_watches{state=\"LAGGING\"} 0",
                        "status_aggregator_watch_behind_rows 0",
                        "status_aggregator_contacts{list=\"people\"} 0",
                        "status_aggregator_contact_poll_failures{list=\"people\"} 0",
                        "status_aggregator_certificate_files_unusable 0",
                        "status_aggregator_revoked_list_timestamp_seconds "
                                + crl.getThisUpdate().toInstant().getEpochSecond(),
                        end("own", "CN=sa1,OU=member", material.certificate()),
                        end("ca", "CN=Test Status Aggregator CA", ca.certificate()));
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("status_aggregator_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? \\d+"));
    }

    @Test
    void aHomeNodeThatIsGoneMakesItsCicServersStale() throws Exception {
        TestCic cic1 = new TestCic("cic1", store);
        cic1.openWith(cic1.user("anna", "Available"));
        KeyMaterial material =
                CertificateAuthority.create("Test", Clock.systemUTC()).issue(CertificateProfile.of(Role.MEMBER, "sa1"));

        assertThat(text(Set.of("another"), material, new StorageHealth(StorageHealth.State.FAILING, "full")))
                .contains(
                        "status_aggregator_cic_servers{state=\"STALE\"} 1\n",
                        "status_aggregator_cic_servers{state=\"LIVE\"} 0\n",
                        "status_aggregator_disk_failing 1\n",
                        "status_aggregator_revoked_list_timestamp_seconds 0\n");
    }

    @Test
    void theWatchThatLagsMostTellsHowFarWatchesAreBehind() throws Exception {
        RecordingOutput lags = new RecordingOutput();
        lags.take(3); // started, and an empty snapshot
        hub.open("lags", new WatchRequest(TestNode.ADMIN, StatusFilter.ALL, null, false, 0), lags);
        hub.open("reads", new WatchRequest(TestNode.ADMIN, StatusFilter.ALL, null, false, 0), new RecordingOutput());
        TestCic cic1 = new TestCic("cic1", store);
        cic1.openWith(cic1.user("anna", "Available"), cic1.user("ben", "Gone Home"));
        KeyMaterial material =
                CertificateAuthority.create("Test", Clock.systemUTC()).issue(CertificateProfile.of(Role.MEMBER, "sa1"));

        assertThat(text(Set.of(TestCic.NODE), material, StorageHealth.OFF))
                .contains(
                        "status_aggregator_watches{state=\"LAGGING\"} 1\n",
                        "status_aggregator_watches{state=\"CURRENT\"} 1\n",
                        "status_aggregator_watch_behind_rows 2\n");
    }

    private static String end(String kind, String subject, java.security.cert.X509Certificate certificate) {
        return "status_aggregator_certificate_end_timestamp_seconds{kind=\"" + kind + "\",subject=\"" + subject
                + "\",serial=\"" + certificate.getSerialNumber().toString(16) + "\"} "
                + certificate.getNotAfter().toInstant().getEpochSecond();
    }

    private String text(Set<String> members, KeyMaterial material, StorageHealth disk) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        loop.execute(() -> {
            view.round(store.cicServers());
            CompletionStage<Void> unused = view.completion().thenRun(() -> seen.complete(null));
        });
        seen.get(30, TimeUnit.SECONDS);
        NodeMetrics metrics = new NodeMetrics(new NodeMetrics.Parts(
                "1.2", view, loop, hub, contacts.polls(), KeyRing.fixed(material), () -> members, () -> disk));
        return metrics.text().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
