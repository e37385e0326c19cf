package org.statusaggregator.node.metrics;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.node.contacts.ContactPolls;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatcherState;

/** What a node says of itself in numbers, as of the moment when it is asked. */
public final class NodeMetrics {
    private final Parts parts;

    /**
     * Where the numbers come from.
     *
     * @param version of the program
     * @param view statuses, on their loop
     * @param loop that loop
     * @param hub watches
     * @param polls of contact lists
     * @param ring the node's certificates
     * @param members names of the nodes in the cluster now
     * @param disk whether the disk keeps up
     */
    public record Parts(
            String version,
            StatusView view,
            ViewLoop loop,
            WatchHub hub,
            ContactPolls polls,
            KeyRing ring,
            Supplier<Set<String>> members,
            Supplier<StorageHealth> disk) {}

    /** The numbers of these parts. */
    public NodeMetrics(Parts parts) {
        this.parts = parts;
    }

    /** What the view's thread knows. */
    private record Seen(Map<CicServerState, Integer> cicServers, long users) {}

    /** All of them, in Prometheus' text format. */
    public CompletionStage<String> text() {
        return parts.loop().ask(this::look).thenCombine(parts.hub().reports(), this::write);
    }

    private Seen look() {
        Set<String> members = parts.members().get();
        Map<CicServerState, Integer> states = new EnumMap<>(CicServerState.class);
        long users = 0;
        for (RosterView roster : parts.view().rosters()) {
            states.merge(roster.header().state(members::contains), 1, Integer::sum);
            users += roster.rows().users();
        }
        return new Seen(states, users);
    }

    private String write(Seen seen, List<WatchReport> watches) {
        MetricText text = new MetricText();
        text.gauge("build_info", "1; the version is a label.").value(1, "version", parts.version());
        text.gauge("members", "Nodes that this node sees in the cluster, itself included.")
                .value(parts.members().get().size());
        text.gauge("cic_servers", "CIC servers by the state of their session.");
        for (CicServerState state : CicServerState.values()) {
            text.value(seen.cicServers().getOrDefault(state, 0), "state", state.name());
        }
        text.gauge("users", "Users whose status is known.").value(seen.users());
        watches(text, watches);
        certificates(text);
        contactLists(text);
        text.gauge("disk_failing", "1 while what the node knows does not reach its disk.")
                .value(parts.disk().get().state() == StorageHealth.State.FAILING ? 1 : 0);
        return text.toString();
    }

    private static void watches(MetricText text, List<WatchReport> watches) {
        text.gauge("watches", "Open watches of this node by where they stand.");
        for (WatcherState state : WatcherState.values()) {
            long count =
                    watches.stream().filter(watch -> watch.state() == state).count();
            text.value(count, "state", state.name());
        }
        text.gauge("watch_behind_rows", "Rows between the slowest watch of this node and the newest state.")
                .value(watches.stream().mapToLong(WatchReport::behind).max().orElse(0));
    }

    private void certificates(MetricText text) {
        KeyMaterial material = parts.ring().material();
        text.gauge("certificate_end_timestamp_seconds", "When a certificate ends that this node has or trusts.");
        for (int i = 0; i < material.chain().size(); i++) {
            end(text, i == 0 ? "own" : "intermediate", material.chain().get(i));
        }
        material.authorities().forEach(authority -> end(text, "ca", authority));
        text.gauge("certificate_files_unusable", "1 while there are newer certificate files that cannot be used.")
                .value(parts.ring().problem().isEmpty() ? 0 : 1);
        text.gauge(
                        "revoked_list_timestamp_seconds",
                        "When the newest list of revoked certificates was signed; 0 = none.")
                .value(material.crls().stream()
                        .map(X509CRL::getThisUpdate)
                        .mapToLong(date -> date.toInstant().getEpochSecond())
                        .max()
                        .orElse(0));
    }

    private static void end(MetricText text, String kind, X509Certificate certificate) {
        text.value(
                certificate.getNotAfter().toInstant().getEpochSecond(),
                "kind",
                kind,
                "subject",
                certificate.getSubjectX500Principal().getName(),
                "serial",
                certificate.getSerialNumber().toString(16));
    }

    private void contactLists(MetricText text) {
        List<ContactPolls.Report> reports = parts.polls().reports();
        text.gauge("contacts", "Contacts of a contact list.");
        reports.forEach(report ->
                text.value(report.state().size(), "list", report.list().name()));
        text.gauge("contact_poll_failures", "Polls of a contact list that failed since the last one that did not.");
        reports.forEach(report -> text.value(
                report.state().header().poll().failures(), "list", report.list().name()));
    }
}
