package org.statusaggregator.node.web.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.json.JsonText;

/** {@code GET /admin}: how the cluster does, as this node sees it. */
final class AdminCalls {
    private final ApiParts parts;
    private final Rates rates;

    AdminCalls(ApiParts parts) {
        this.parts = parts;
        this.rates = new Rates(parts.view());
        parts.loop().every(Rates.STRETCH, this::sample);
    }

    /** What follows a question to the hub runs on the loop too. */
    private void sample() {
        CompletionStage<Void> unused = parts.hub().reports().thenAccept(rates::sample);
    }

    CompletionStage<Answer> overview() {
        return parts.loop()
                .ask(this::look)
                .thenCombine(
                        parts.hub().reports(),
                        (seen, watches) -> new AdminJson(
                                parts.nodes().get(),
                                seen,
                                watches,
                                parts.admin().certificates().get(),
                                parts.admin().polls().reports()))
                .thenApply(overview -> Answer.json(JsonText.of(overview::write)).with("Cache-Control", "no-store"));
    }

    private AdminJson.Seen look() {
        return new AdminJson.Seen(
                parts.view().rosters().stream().map(this::cicServer).toList(), rates.changes(), rates.delivered());
    }

    private AdminJson.CicServer cicServer(RosterView roster) {
        var session = roster.header().session();
        return new AdminJson.CicServer(
                roster.cicServer(),
                roster.header().state(parts.admin().isMember()).name(),
                session == null ? "" : session.home().node(),
                roster.rows().users(),
                List.copyOf(rates.changes(roster.cicServer())));
    }
}
