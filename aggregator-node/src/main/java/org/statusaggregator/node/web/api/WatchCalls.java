package org.statusaggregator.node.web.api;

import java.net.SocketAddress;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Emails;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.node.contacts.ContactDirectory;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.watch.BadTokenException;
import org.statusaggregator.node.watch.ListMembers;
import org.statusaggregator.node.watch.ResumeToken;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchRequest;
import org.statusaggregator.node.web.http.Answer;
import org.statusaggregator.node.web.http.Exchange;
import org.statusaggregator.node.web.http.Stream;
import org.statusaggregator.node.web.json.JsonObject;
import org.statusaggregator.node.web.json.JsonText;
import org.statusaggregator.node.web.session.Caller;
import org.statusaggregator.node.web.session.Callers;
import org.statusaggregator.node.web.watch.ListedEmails;
import org.statusaggregator.node.web.watch.SseStreams;

/** {@code GET} and {@code POST /watch}, and {@code POST /watch/ID}. */
final class WatchCalls {
    /** Bytes of a request that names addresses. */
    private static final int LONGEST_BODY = 1 << 20;

    private final WatchHub hub;
    private final ContactDirectory directory;
    private final Sight sight;
    private final Callers callers;
    private final PageAudit audit;
    private final SseStreams streams;
    private final StreamLimit limit;

    WatchCalls(ApiParts parts, Sight sight, Callers callers, StreamLimit limit) {
        this.hub = parts.hub();
        this.directory = parts.directory();
        this.sight = sight;
        this.callers = callers;
        this.audit = parts.audit();
        this.streams = new SseStreams(parts.hub(), parts.executor());
        this.limit = limit;
    }

    /** What is asked for. */
    private record Wish(StatusFilter filter, String token, boolean once) {}

    void get(Exchange exchange, Caller caller) {
        Query.only(exchange, "email", "cicServer", "contactList", "once");
        StatusFilter filter = new StatusFilter(
                Query.all(exchange, "email"), Query.all(exchange, "cicServer"), Query.all(exchange, "contactList"));
        open(exchange, caller, new Wish(filter, exchange.header("Last-Event-ID"), Query.yes(exchange, "once")));
    }

    /** The same with more addresses, or a longer token, than fit into a line. */
    CompletionStage<?> post(Exchange exchange, Caller caller) {
        Query.only(exchange);
        return exchange.body(LONGEST_BODY).thenAccept(body -> {
            JsonObject json = JsonObject.read(body).only("emails", "cicServers", "contactLists", "resumeToken", "once");
            StatusFilter filter = new StatusFilter(
                    new HashSet<>(json.texts("emails")),
                    new HashSet<>(json.texts("cicServers")),
                    new HashSet<>(json.texts("contactLists")));
            open(
                    exchange,
                    caller,
                    new Wish(filter, json.text("resumeToken"), json.text("once").equals("true")));
        });
    }

    private void open(Exchange exchange, Caller caller, Wish wish) {
        StatusFilter filter = wish.filter();
        ListMembers members = members(caller, filter);
        WatchRequest request = new WatchRequest(
                caller.peer(), filter, token(wish, members), true, members, System.currentTimeMillis());
        String id = hub.newId();
        limit.open(id, caller.peer().name(), filter.emails().size());
        Stream stream = exchange.stream(Map.of(
                Answer.CONTENT_TYPE,
                "text/event-stream",
                "Cache-Control",
                "no-store",
                "X-Accel-Buffering",
                "no")); // what proxies are told that would otherwise gather events
        streams.open(
                id,
                request,
                stream,
                new SseStreams.Reader(
                        sight.of(caller), live(exchange.remote(), caller), wish.once(), () -> limit.closed(id)));
    }

    /** Whether the caller may still read; asked until it may not, once for each message. */
    private BooleanSupplier live(@Nullable SocketAddress address, Caller caller) {
        return () -> {
            String problem = callers.problem(caller);
            if (!problem.isEmpty() && caller.session() == null) {
                audit.streamEnded(address, caller, problem);
            }
            return problem.isEmpty();
        };
    }

    private ListMembers members(Caller caller, StatusFilter filter) {
        if (filter.contactLists().isEmpty()) {
            return ListMembers.NONE;
        }
        if (!filter.emails().isEmpty()) {
            throw new BadFieldException("contactLists", filter.contactLists().toString(), "none beside emails");
        }
        List<ContactListSource> lists = filter.contactLists().stream()
                .map(name -> sight.list(caller, name))
                .toList();
        for (ContactListSource list : lists) {
            if (!list.hasStatus()) {
                throw new BadFieldException("contactLists", list.name(), "lists with statuses (hasStatus)");
            }
        }
        return new ListedEmails(directory, lists);
    }

    /** Null = from the beginning, as also when a contact list has changed since: browsers send their last id by themselves, and give up when it is refused. */
    private static @Nullable ResumeToken token(Wish wish, ListMembers members) {
        if (wish.token().isEmpty()) {
            return null;
        }
        try {
            byte[] token = Base64.getUrlDecoder().decode(wish.token());
            return ResumeToken.decode(token, members.bind(wish.filter()));
        } catch (IllegalArgumentException e) {
            throw new BadFieldException("resumeToken", wish.token(), "the id of an event of a watch");
        } catch (BadTokenException e) {
            if (e.isOfAnotherFilter() && !wish.filter().contactLists().isEmpty()) {
                return null;
            }
            throw new CompletionException(e);
        }
    }

    CompletionStage<Answer> update(Exchange exchange, Caller caller, String id) {
        return exchange.body(LONGEST_BODY).thenCompose(body -> {
            JsonObject json = JsonObject.read(body).only("addEmails", "removeEmails");
            Set<String> add = normalized(json.texts("addEmails"));
            String whose = caller.peer().name();
            limit.reserve(id, whose, add.size());
            return hub.update(id, caller.peer(), add, normalized(json.texts("removeEmails")))
                    .thenApply(emails -> {
                        if (emails.isEmpty()) {
                            throw Problem.refusal(
                                    404, "WATCH_NOT_FOUND", "this node has no such watch of yours: watch again");
                        }
                        limit.settle(id, whose, add.size(), emails.getAsInt());
                        return Answer.json(JsonText.of(json2 -> {
                            json2.writeStartObject();
                            json2.writeNumberField("emails", emails.getAsInt());
                            json2.writeEndObject();
                        }));
                    });
        });
    }

    private static Set<String> normalized(List<String> emails) {
        return emails.stream().map(Emails::normalize).collect(Collectors.toUnmodifiableSet());
    }
}
