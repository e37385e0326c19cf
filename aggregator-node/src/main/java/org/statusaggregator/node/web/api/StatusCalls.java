package org.statusaggregator.node.web.api;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.Preference;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.view.RowPage;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.json.StatusJson;
import org.statusaggregator.node.web.session.Caller;

/** {@code GET /statuses} and {@code GET /statuses/EMAIL}. */
final class StatusCalls {
    private static final int MOST = 1_000;

    private final StatusView view;
    private final ViewLoop loop;
    private final Sight sight;

    StatusCalls(StatusView view, ViewLoop loop, Sight sight) {
        this.view = view;
        this.loop = loop;
        this.sight = sight;
    }

    CompletionStage<Answer> list(Exchange exchange, Caller caller) {
        Query.only(exchange, "email", "cicServer", "pageSize", "pageToken");
        int size = Query.number(exchange, "pageSize", MOST, 1, MOST);
        Set<String> emails = Query.all(exchange, "email");
        if (emails.size() > MOST) {
            throw new BadFieldException("email", emails.size() + " addresses", "at most " + MOST);
        }
        StatusFilter filter = new StatusFilter(emails, Query.all(exchange, "cicServer"));
        RowPage.Place from = place(exchange.query("pageToken"));
        Predicate<String> visible = sight.of(caller);
        return loop.ask(() -> RowPage.read(view, filter, visible, from, size))
                .thenApply(page -> Conditional.json(exchange, json(page)));
    }

    private static RowPage.Place place(String token) {
        try {
            return RowPage.Place.parse(token);
        } catch (IllegalArgumentException e) {
            throw new BadFieldException("pageToken", token, "the nextPageToken of the page before");
        }
    }

    private static byte[] json(RowPage page) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("statuses");
            for (StatusView.Found found : page.rows()) {
                StatusJson.write(json, status(found));
            }
            json.writeEndArray();
            RowPage.Place next = page.next();
            json.writeStringField("nextPageToken", next == null ? "" : next.token());
            json.writeEndObject();
        });
    }

    private static Status status(StatusView.Found found) {
        return WireStatus.of(found.roster().cicServer(), found.row());
    }

    /** The row that a reader by address gets, when several CIC servers publish it. */
    CompletionStage<Answer> get(Exchange exchange, Caller caller, String email) {
        Query.only(exchange);
        String address = Emails.normalize(email);
        boolean visible = sight.of(caller).test(address);
        return loop.ask(() -> visible ? view.find(address) : List.<StatusView.Found>of())
                .thenApply(rows -> rows.stream()
                        .map(StatusCalls::status)
                        .max(Preference.ORDER)
                        .orElseThrow(() -> Problem.notFound(
                                "\"" + email + "\": no status of this address is known, or you may not see it")))
                .thenApply(status -> Conditional.json(exchange, JsonText.of(json -> StatusJson.write(json, status))));
    }
}
