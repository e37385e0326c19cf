package org.statusaggregator.node.contacts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;

/** The contact lists of a node, from their polls to the answers. Starts its parts and stops them. */
public final class Contacts implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Contacts.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int QUERY_THREADS = 2;
    /** Queries that may wait; more are refused. */
    private static final int MOST_WAITING = 200;

    private final ContactsView view;
    private final ContactDirectory directory;
    private final ContactPolls polls;
    private final UnlistedUsers unlisted;
    private final ContactPoller poller;
    private final ThreadPoolExecutor queries;

    /**
     * What contact lists need of the node.
     *
     * @param node its name
     * @param store the cluster's lists
     * @param archive where lists are kept over a full stop
     * @param reader reads directories
     * @param statuses the view of statuses, on its loop
     * @param statusLoop that loop
     * @param listLoop a loop for the lists alone
     * @param elected whether this node is the one that polls
     */
    public record Parts(
            String node,
            ContactStore store,
            ContactArchive archive,
            DirectoryReader reader,
            StatusView statuses,
            ViewLoop statusLoop,
            ViewLoop listLoop,
            BooleanSupplier elected,
            InstantSource clock) {}

    /** Starts to read the cluster's lists, and to poll if elected. */
    public Contacts(List<ContactListSource> lists, Duration pollJitter, Parts parts) {
        List<String> names = lists.stream().map(ContactListSource::name).toList();
        this.view = new ContactsView(parts.store(), parts.listLoop(), names);
        ListRescue rescue =
                new ListRescue(parts.node(), parts.store(), parts.archive(), parts.listLoop(), parts.clock());
        view.listen(rescue);
        view.listen(new ListKeeper(parts.archive()));
        this.queries = new ThreadPoolExecutor(
                QUERY_THREADS, QUERY_THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "contact-query");
                    thread.setDaemon(true);
                    return thread;
                });
        StatusJoin join = new StatusJoin(parts.statuses(), parts.statusLoop(), queries);
        this.directory = new ContactDirectory(lists, view, join, queries);
        PollTimer timer = new PollTimer(pollJitter);
        this.polls = new ContactPolls(parts.store(), directory, timer, parts.clock());
        this.unlisted = new UnlistedUsers(parts.statuses(), parts.statusLoop(), directory::isListed);
        ListPoll poll = new ListPoll(parts.node(), parts.store(), view, parts.reader(), parts.clock());
        this.poller = new ContactPoller(
                lists,
                view,
                poll,
                timer,
                parts.clock(),
                list -> parts.elected().getAsBoolean() && view.isComplete() && !rescue.isOffering(list));
        parts.listLoop().every(ROUND, view::round);
        view.round();
    }

    /** Calls the listener with a list's name and the addresses that are new in it, whenever it is in another state. */
    public void onChange(BiConsumer<String, Set<String>> listener) {
        view.listen((before, now) -> listener.accept(now.name(), now.emailsBeyond(before)));
    }

    /** Waits until the lists that the cluster holds are shown here, but not for ever: a node that has statuses must serve them. */
    public void awaitLists(Duration atMost) {
        try {
            view.completion().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("contact lists were not read within {}; the node serves without them until they are", atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cluster changed: lists may have been lost, or other copies count. */
    public void round() {
        view.round();
    }

    /** Contacts. */
    public ContactDirectory directory() {
        return directory;
    }

    /** Polls. */
    public ContactPolls polls() {
        return polls;
    }

    /** Users whom no list shows. */
    public UnlistedUsers unlisted() {
        return unlisted;
    }

    @Override
    public void close() {
        poller.close();
        queries.shutdown();
    }
}
