package org.statusaggregator.node.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.node.contacts.ContactPolls;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatcherState;
import org.statusaggregator.node.web.json.StatusJson;

/**
 * How the cluster does at one moment, as JSON.
 *
 * @param nodes of the cluster
 * @param seen what the view's thread knows
 * @param watches at this node
 * @param certificates when certificates of this node end
 * @param polls of contact lists
 */
record AdminJson(
        List<NodePage> nodes,
        Seen seen,
        List<WatchReport> watches,
        Map<String, Instant> certificates,
        List<ContactPolls.Report> polls) {
    private static final int MOST_SLOW = 50;

    /**
     * A CIC server.
     *
     * @param home the node it publishes to; "" = it has no session
     */
    record CicServer(String name, String state, String home, int users, List<Double> changesPerSecond) {}

    /** What the view's thread knows. */
    record Seen(List<CicServer> cicServers, List<Double> changesPerSecond, List<Double> deliveredPerSecond) {}

    /** Writes all of it. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("secondsBetween", Rates.STRETCH.toSeconds());
        series(json, "changesPerSecond", seen.changesPerSecond());
        series(json, "deliveredPerSecond", seen.deliveredPerSecond());
        writeNodes(json);
        writeCicServers(json);
        writeWatches(json);
        writeCertificates(json);
        writePolls(json);
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, String name, List<Double> rates) throws IOException {
        json.writeArrayFieldStart(name);
        for (double rate : rates) {
            json.writeNumber(rate);
        }
        json.writeEndArray();
    }

    private void writeNodes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("nodes");
        for (NodePage node : nodes) {
            json.writeStartObject();
            json.writeStringField("name", node.name());
            json.writeStringField("address", node.address());
            json.writeBooleanField("answering", node.answering());
            json.writeStringField("version", node.version());
            json.writeBooleanField("oldest", node.oldest());
            json.writeNumberField(
                    "cicServers",
                    seen.cicServers().stream()
                            .filter(cic -> cic.home().equals(node.name()))
                            .count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeCicServers(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("cicServers");
        for (CicServer cic : seen.cicServers()) {
            json.writeStartObject();
            json.writeStringField("name", cic.name());
            json.writeStringField("state", cic.state());
            json.writeStringField("homeNode", cic.home());
            json.writeNumberField("users", cic.users());
            series(json, "changesPerSecond", cic.changesPerSecond());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeWatches(JsonGenerator json) throws IOException {
        json.writeNumberField("watches", watches.size());
        List<WatchReport> slow = watches.stream()
                .filter(watch -> watch.state() == WatcherState.LAGGING)
                .sorted(Comparator.comparingLong(WatchReport::behind).reversed())
                .toList();
        json.writeNumberField("slow", slow.size());
        json.writeArrayFieldStart("slowWatches");
        for (WatchReport watch : slow.subList(0, Math.min(MOST_SLOW, slow.size()))) {
            json.writeStartObject();
            json.writeStringField("peer", watch.peer().name());
            json.writeStringField("role", watch.peer().role().unit());
            json.writeNumberField("behind", watch.behind());
            json.writeNumberField("delivered", watch.delivered());
            StatusJson.time(json, "since", Instant.ofEpochMilli(watch.sinceMillis()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeCertificates(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("certificates");
        for (Map.Entry<String, Instant> end : new TreeMap<>(certificates).entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", end.getKey());
            StatusJson.time(json, "endsAt", end.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writePolls(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("contactLists");
        for (ContactPolls.Report report : polls) {
            PollState poll = report.state().header().poll();
            json.writeStartObject();
            json.writeStringField("name", report.list().name());
            json.writeStringField("label", report.list().label());
            json.writeNumberField("contacts", report.state().size());
            json.writeStringField("outcome", poll.last().outcome().name());
            json.writeStringField("message", poll.last().message());
            json.writeNumberField("failures", poll.failures());
            if (poll.last().endedAt() > 0) {
                StatusJson.time(
                        json, "endedAt", Instant.ofEpochMilli(poll.last().endedAt()));
            }
            StatusJson.time(json, "nextAt", report.dueAt());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
