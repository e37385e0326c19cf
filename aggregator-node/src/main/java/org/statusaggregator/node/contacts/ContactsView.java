package org.statusaggregator.node.contacts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.replica.ListDelta;
import org.statusaggregator.core.directory.replica.ListPosition;
import org.statusaggregator.node.view.ViewLoop;

/**
 * This node's copy of every configured contact list, filled by hints and reads of the {@link ContactStore}. What the cluster has lost is never dropped from here. Lists are
 * read on a loop of their own, as sorting many contacts takes a while; what is shown may be asked for by any thread.
 */
public final class ContactsView implements ListPuller.Target {
    private final ViewLoop loop;
    private final Map<String, ListCopy> copies = new LinkedHashMap<>();
    private final Map<String, ListPuller> pullers = new LinkedHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** Lists that have not been read since the start. */
    private final Map<String, Boolean> unread = new LinkedHashMap<>();

    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();
    private volatile Map<String, ListSnapshot> shown = Map.of();

    /** Told on the loop of the contact lists. */
    public interface Listener {
        /** A list has become another state: contacts came, went or changed. */
        void changed(ListSnapshot before, ListSnapshot now);

        /** The cluster holds nothing of a list that this node still has. */
        default void lost(ListSnapshot held) {}

        /** A list was read, and the cluster holds it, perhaps with a new header. */
        default void read(ListSnapshot now) {}

        /** A list was read, and neither the cluster nor this node has anything of it. */
        default void absent(String list) {}
    }

    /** A view of these lists. */
    public ContactsView(ContactStore store, ViewLoop loop, List<String> lists) {
        this.loop = loop;
        for (String list : lists) {
            copies.put(list, new ListCopy(list));
            pullers.put(list, new ListPuller(list, store, loop, this));
            unread.put(list, true);
        }
        publish();
        if (lists.isEmpty()) {
            completion.complete(null);
            return;
        }
        store.onHint(list -> loop.execute(() -> hint(list)));
    }

    /** Adds a listener. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Reads on in every list: soon after the start, when the cluster changed, and now and then, as a hint may be lost. */
    public void round() {
        loop.execute(() -> pullers.values().forEach(ListPuller::hint));
    }

    /** Done as soon as every list was read once, also if the cluster has nothing of it. */
    public CompletionStage<@Nullable Void> completion() {
        return completion.minimalCompletionStage();
    }

    /** Whether every list was read once. */
    public boolean isComplete() {
        return completion.isDone();
    }

    /** A list as this node shows it; null = no list of this name is configured. */
    public @Nullable ListSnapshot list(String name) {
        return shown.get(name);
    }

    /** Every configured list, in the order of the configuration. */
    public List<ListSnapshot> lists() {
        return List.copyOf(shown.values());
    }

    private void hint(String list) {
        ListPuller puller = pullers.get(list);
        if (puller != null) {
            puller.hint();
        }
    }

    private ListCopy copy(String list) {
        ListCopy copy = copies.get(list);
        if (copy == null) {
            throw new IllegalArgumentException("contact list " + list + " is not configured");
        }
        return copy;
    }

    @Override
    public ListPosition position(String list) {
        return copy(list).position();
    }

    @Override
    public void accept(String list, ListDelta delta) {
        ListCopy copy = copy(list);
        ListSnapshot before = copy.shown();
        boolean lost = copy.isLostIn(delta);
        boolean changed = copy.accept(delta);
        publish();
        if (changed) {
            listeners.forEach(listener -> listener.changed(before, copy.shown()));
        }
        if (!delta.more()) {
            tellRead(copy.shown(), lost);
            unread.remove(list);
            if (unread.isEmpty()) {
                completion.complete(null);
            }
        }
    }

    private void tellRead(ListSnapshot now, boolean lost) {
        for (Listener listener : listeners) {
            if (lost) {
                listener.lost(now);
            } else if (now.header().isHeld()) {
                listener.read(now);
            } else {
                listener.absent(now.name());
            }
        }
    }

    private void publish() {
        Map<String, ListSnapshot> now = new LinkedHashMap<>();
        copies.forEach((name, copy) -> now.put(name, copy.shown()));
        shown = now;
    }
}
