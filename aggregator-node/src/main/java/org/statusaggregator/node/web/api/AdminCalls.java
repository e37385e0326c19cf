package org.statusaggregator.node.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.node.contacts.ContactPolls;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.node.watch.WatcherState;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.json.StatusJson;

/** {@code GET /admin}: how the cluster does, as this node sees it. */
final class AdminCalls {
    private static final int MOST_SLOW = 50;

    private final ApiParts parts;
    private final Rates rates;

    AdminCalls(ApiParts parts) {
        this.parts = parts;
        this.rates = new Rates(parts.view(), parts.loop());
    }

    /**
     * A CIC server at one moment.
     *
     * @param home the node it publishes to; "" = it has no session
     */
    private record CicServer(String name, String state, String home, int users) {}

    /** What the view's thread knows. */
    private record Seen(List<CicServer> cicServers, List<Double> perSecond) {}

    CompletionStage<Answer> overview() {
        return parts.loop().ask(this::look).thenCombine(parts.hub().reports(), (seen, watches) -> Answer.json(
                        JsonText.of(json -> write(json, seen, watches)))
                .with("Cache-Control", "no-store"));
    }

    private Seen look() {
        return new Seen(parts.view().rosters().stream().map(this::cicServer).toList(), rates.perSecond());
    }

    private CicServer cicServer(RosterView roster) {
        var session = roster.header().session();
        return new CicServer(
                roster.cicServer(),
                roster.header().state(parts.admin().isMember()).name(),
                session == null ? "" : session.home().node(),
                roster.rows().users());
    }

    private void write(JsonGenerator json, Seen seen, List<WatchReport> watches) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("nodes");
        for (NodePage node : parts.nodes().get()) {
            json.writeStartObject();
            json.writeStringField("name", node.name());
            json.writeStringField("address", node.address());
            json.writeBooleanField("answering", node.answering());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cicServers");
        for (CicServer cic : seen.cicServers()) {
            json.writeStartObject();
            json.writeStringField("name", cic.name());
            json.writeStringField("state", cic.state());
            json.writeStringField("homeNode", cic.home());
            json.writeNumberField("users", cic.users());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changesPerSecond");
        for (double rate : seen.perSecond()) {
            json.writeNumber(rate);
        }
        json.writeEndArray();
        json.writeNumberField("secondsBetween", Rates.STRETCH.toSeconds());
        watches(json, watches);
        certificates(json);
        polls(json);
        json.writeEndObject();
    }

    private static void watches(JsonGenerator json, List<WatchReport> watches) throws IOException {
        json.writeNumberField("watches", watches.size());
        List<WatchReport> slow = watches.stream()
                .filter(watch -> watch.state() == WatcherState.LAGGING)
                .sorted(Comparator.comparingLong(WatchReport::behind).reversed())
                .limit(MOST_SLOW)
                .toList();
        json.writeArrayFieldStart("slowWatches");
        for (WatchReport watch : slow) {
            json.writeStartObject();
            json.writeStringField("peer", watch.peer().name());
            json.writeStringField("role", watch.peer().role().unit());
            json.writeNumberField("behind", watch.behind());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void certificates(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("certificates");
        Map<String, Instant> ends = new TreeMap<>(parts.admin().certificates().get());
        for (Map.Entry<String, Instant> end : ends.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", end.getKey());
            StatusJson.time(json, "endsAt", end.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void polls(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("contactLists");
        for (ContactPolls.Report report : parts.admin().polls().reports()) {
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
