package org.statusaggregator.cli.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.statusaggregator.core.status.StatusFilter;
import org.statusaggregator.core.tls.KeyMaterial;

/** The publishers and watchers of a run. */
final class Crowd implements AutoCloseable {
    /** A slow watcher takes about 10,000 rows a second. */
    private static final int DAWDLING_MILLIS = 100;

    private final BenchPlan plan;
    private final BenchCluster cluster;
    private final KeyMaterial watcherKeys;
    private final Populations populations;
    private final Bench.Clocks clocks;
    private final List<BenchPublisher> publishers = new ArrayList<>();
    private final List<BenchWatcher> watchers = new ArrayList<>();
    private final List<BenchWatcher> slowWatchers = new ArrayList<>();

    /** Nobody is connected yet. */
    Crowd(BenchPlan plan, BenchCluster cluster, KeyMaterial watcherKeys, Bench.Clocks clocks) {
        this.plan = plan;
        this.cluster = cluster;
        this.watcherKeys = watcherKeys;
        this.clocks = clocks;
        this.populations = Populations.of(plan, cluster.cicServers());
    }

    /** Connects the publishers; completes when all users are acknowledged. */
    CompletableFuture<Void> publish() {
        for (int i = 0; i < populations.list().size(); i++) {
            Population population = populations.list().get(i);
            publishers.add(new BenchPublisher(
                    population,
                    cluster.hosts(i),
                    cluster.publisher(population.cicServer()),
                    clocks.time(),
                    clocks.window()));
        }
        return all(publishers.stream().map(BenchPublisher::begin).toList());
    }

    /** Connects the watchers; completes when all of them hold everything. */
    CompletableFuture<Void> watch() {
        for (int i = 0; i < plan.watchers(); i++) {
            watchers.add(watcher("bench-watcher-" + i, i, i, 0));
        }
        for (int i = 0; i < plan.slowWatchers(); i++) {
            slowWatchers.add(watcher("bench-slow-watcher-" + i, plan.watchers() + i, i, DAWDLING_MILLIS));
        }
        return all(everyWatcher().stream().map(BenchWatcher::begin).toList());
    }

    /** One more watcher of everything, on the last host. */
    BenchWatcher fresh(String name) {
        return new BenchWatcher(
                new BenchWatcher.Source(
                        name, cluster.hosts(lastHost()), watcherKeys, cluster.everything(), user -> true, 0),
                populations,
                new Bench.Clocks(clocks.time(), new Window()));
    }

    /** The host that lives on when the first one is killed. */
    int lastHost() {
        return cluster.hosts(0).hosts().size() - 1;
    }

    private BenchWatcher watcher(String name, int number, int host, int dawdling) {
        boolean everything = plan.watchShare() >= 100;
        StatusFilter filter = everything
                ? cluster.everything()
                : new StatusFilter(emails(number), cluster.everything().cicServers());
        return new BenchWatcher(
                new BenchWatcher.Source(
                        name,
                        cluster.hosts(host),
                        watcherKeys,
                        filter,
                        user -> everything || plan.isWatched(number, user),
                        dawdling),
                populations,
                clocks);
    }

    private Set<String> emails(int watcher) {
        Set<String> emails = new HashSet<>();
        for (Population population : populations.list()) {
            for (int place = 0; place < population.size(); place++) {
                if (plan.isWatched(watcher, population.first() + place)) {
                    emails.add(population.email(place));
                }
            }
        }
        return emails;
    }

    /** The stamp of the last acknowledged status of each user. */
    long[] acknowledged() {
        long[] all = new long[populations.users()];
        for (BenchPublisher publisher : publishers) {
            Population own = publisher.population();
            for (int place = 0; place < own.size(); place++) {
                all[own.first() + place] = publisher.stamp(place);
            }
        }
        return all;
    }

    /** Ends the load; completes when everything is acknowledged. */
    CompletableFuture<Void> finish() {
        everyWatcher().forEach(BenchWatcher::hurry);
        return settle();
    }

    /** Ends the load of full speed; completes when everything is acknowledged. */
    CompletableFuture<Void> settle() {
        return all(publishers.stream().map(BenchPublisher::finish).toList());
    }

    List<BenchPublisher> publishers() {
        return publishers;
    }

    Bench.Clocks clocks() {
        return clocks;
    }

    /** Those that are measured. */
    List<BenchWatcher> watchers() {
        return watchers;
    }

    /** Those that are judged. */
    List<BenchWatcher> everyWatcher() {
        List<BenchWatcher> every = new ArrayList<>(watchers);
        every.addAll(slowWatchers);
        return every;
    }

    /** Changes that were acknowledged, each once. */
    long acknowledgedCount() {
        return publishers.stream().mapToLong(BenchPublisher::acknowledgedCount).sum();
    }

    /** Changes that were made. */
    long made() {
        return publishers.stream().mapToLong(BenchPublisher::made).sum();
    }

    /** Rows that were delivered to the watchers that are measured. */
    long deliveries() {
        return watchers.stream().mapToLong(BenchWatcher::deliveries).sum();
    }

    /** What went wrong; "" = nothing. */
    String trouble() {
        return publishers.stream()
                .map(BenchPublisher::trouble)
                .filter(text -> text != null)
                .collect(Collectors.joining("; "));
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        everyWatcher().forEach(BenchWatcher::close);
        publishers.forEach(BenchPublisher::close);
    }
}
