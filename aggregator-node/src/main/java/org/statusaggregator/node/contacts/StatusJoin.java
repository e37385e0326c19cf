package org.statusaggregator.node.contacts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.status.Preference;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/**
 * Joins contacts to statuses by e-mail address: of all rows of all addresses of a contact the one that {@link Preference} says. The view's thread only looks rows up, a slice
 * at a time; the rest is done by threads of our own.
 */
final class StatusJoin {
    /** Contacts that are looked up in one task of the view's thread: well below a millisecond. */
    private static final int SLICE = 1_000;

    private final StatusView view;
    private final ViewLoop loop;
    private final Executor executor;

    StatusJoin(StatusView view, ViewLoop loop, Executor executor) {
        this.view = view;
        this.loop = loop;
        this.executor = executor;
    }

    /** The contacts with their statuses, in the same order. */
    CompletionStage<List<JoinedContact>> join(List<Contact> contacts) {
        return slice(contacts, 0, new ArrayList<>(contacts.size()));
    }

    private CompletionStage<List<JoinedContact>> slice(List<Contact> contacts, int from, List<JoinedContact> joined) {
        if (from >= contacts.size()) {
            return CompletableFuture.completedStage(joined);
        }
        List<Contact> slice = contacts.subList(from, Math.min(contacts.size(), from + SLICE));
        List<List<String>> emails = slice.stream().map(Contact::emails).toList();
        return loop.ask(() -> emails.stream().map(this::find).toList())
                .thenComposeAsync(
                        found -> {
                            for (int i = 0; i < slice.size(); i++) {
                                joined.add(new JoinedContact(slice.get(i), best(found.get(i))));
                            }
                            return slice(contacts, from + slice.size(), joined);
                        },
                        executor);
    }

    private List<StatusView.Found> find(List<String> emails) {
        if (emails.isEmpty()) {
            return List.of();
        }
        if (emails.size() == 1) {
            return view.find(emails.get(0));
        }
        List<StatusView.Found> found = new ArrayList<>();
        emails.forEach(email -> found.addAll(view.find(email)));
        return found;
    }

    private static @Nullable Status best(List<StatusView.Found> rows) {
        return rows.stream()
                .map(found -> WireStatus.of(found.roster().cicServer(), found.row()))
                .max(Preference.ORDER)
                .orElse(null);
    }
}
