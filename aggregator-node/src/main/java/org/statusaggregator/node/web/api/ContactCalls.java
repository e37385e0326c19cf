package org.statusaggregator.node.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.Column;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.ContactPage;
import org.statusaggregator.node.contacts.ContactQuery;
import org.statusaggregator.node.contacts.JoinedContact;
import org.statusaggregator.node.contacts.ListSnapshot;
import org.statusaggregator.node.contacts.TextFilter;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.json.StatusJson;
import org.statusaggregator.node.web.session.Caller;

/** {@code GET /contact-lists} and {@code GET /contacts}. */
final class ContactCalls {
    private static final int DEFAULT_PAGE = 100;
    private static final int MOST = 1_000;
    private static final int MOST_FILTERS = 20;
    private static final Set<String> RESERVED =
            Set.of("contactList", "pageSize", "pageToken", "skip", "orderBy", "descending", "statusPresence");

    private final ContactDirectory directory;
    private final Sight sight;

    ContactCalls(ContactDirectory directory, Sight sight) {
        this.directory = directory;
        this.sight = sight;
    }

    Answer lists(Exchange exchange, Caller caller) {
        Query.only(exchange);
        return Conditional.json(exchange, JsonText.of(json -> {
            json.writeStartArray();
            for (ContactListSource list : directory.lists(caller.viewer())) {
                ListSnapshot state = directory.snapshot(list);
                json.writeStartObject();
                json.writeStringField("name", list.name());
                json.writeStringField("label", list.label());
                json.writeBooleanField("public", list.audience().everybody());
                json.writeBooleanField("hasStatus", list.hasStatus());
                json.writeNumberField("contacts", state.size());
                json.writeStringField("version", state.version());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    CompletionStage<Answer> contacts(Exchange exchange, Caller caller) {
        String name = exchange.query("contactList");
        if (name.isEmpty()) {
            throw new BadFieldException("contactList", "", "the name of a contact list");
        }
        return directory
                .query(sight.list(caller, name), query(exchange))
                .thenApply(page -> Conditional.json(exchange, json(page)));
    }

    private static ContactQuery query(Exchange exchange) {
        String order = exchange.query("orderBy");
        String token = exchange.query("pageToken");
        return new ContactQuery(
                filters(exchange),
                order.isEmpty() ? Column.NAME : Column.of("orderBy", order),
                Query.yes(exchange, "descending"),
                presence(exchange.query("statusPresence")),
                new ContactQuery.Page(
                        place(token),
                        Query.number(exchange, "skip", 0, 0, Integer.MAX_VALUE),
                        Query.number(exchange, "pageSize", DEFAULT_PAGE, 1, MOST)));
    }

    /** Each parameter that is not reserved is a column with what a person would type above it. */
    private static List<TextFilter> filters(Exchange exchange) {
        List<TextFilter> filters = new ArrayList<>();
        for (String name : exchange.queryNames()) {
            if (!RESERVED.contains(name)) {
                Column column = Column.of(name, name);
                exchange.queries(name).forEach(text -> filters.add(filter(column, text)));
            }
        }
        if (filters.size() > MOST_FILTERS) {
            throw new BadFieldException("query", filters.size() + " filters", "at most " + MOST_FILTERS);
        }
        return filters;
    }

    /** "=text" is exact, a text with * a pattern for the whole value, and any other text is contained. */
    private static TextFilter filter(Column column, String text) {
        if (text.startsWith("=")) {
            return new TextFilter(column, TextFilter.Match.EXACT, text.substring(1));
        }
        TextFilter.Match match = text.contains("*") ? TextFilter.Match.WILDCARD : TextFilter.Match.CONTAINS;
        return new TextFilter(column, match, text);
    }

    private static ContactQuery.Presence presence(String text) {
        return switch (text) {
            case "" -> ContactQuery.Presence.ANY;
            case "WITH_STATUS" -> ContactQuery.Presence.WITH;
            case "WITHOUT_STATUS" -> ContactQuery.Presence.WITHOUT;
            default -> throw new BadFieldException("statusPresence", text, "WITH_STATUS or WITHOUT_STATUS");
        };
    }

    private static ContactQuery.@Nullable Place place(String token) {
        try {
            return token.isEmpty() ? null : ContactQuery.Place.parse(token);
        } catch (IllegalArgumentException e) {
            throw new BadFieldException("pageToken", token, "the nextPageToken of the page before");
        }
    }

    private static byte[] json(ContactPage page) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("contacts");
            for (JoinedContact one : page.contacts()) {
                StatusJson.write(json, one.contact(), one.status());
            }
            json.writeEndArray();
            ContactQuery.Place next = page.next();
            json.writeStringField("nextPageToken", next == null ? "" : next.token());
            json.writeNumberField("matching", page.matching());
            json.writeNumberField("total", page.list().size());
            json.writeStringField("version", page.list().version());
            json.writeEndObject();
        });
    }
}
