package org.statusaggregator.cli.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.CicServerState;

/** Compares what readers hold with what was published. */
final class Judge {
    private static final int SHOWN = 3;
    private static final long POLL_MILLIS = 25;

    private final List<TortureCic> cicServers;
    private final List<Reader> readers;
    private final Violations violations;

    Judge(List<TortureCic> cicServers, List<Reader> readers, Violations violations) {
        this.cicServers = List.copyOf(cicServers);
        this.readers = List.copyOf(readers);
        this.violations = violations;
    }

    /** What the readers differ in from what was published, and from each other; empty if in nothing. */
    List<String> differences() {
        return differences(readers);
    }

    /** The same of the readers that do not wait for one node. */
    List<String> differencesOfMoving() {
        return differences(readers.stream().filter(Reader::moves).toList());
    }

    private List<String> differences(List<Reader> some) {
        List<String> differences = new ArrayList<>();
        cicServers.forEach(cic -> differences.addAll(differences(cic, some)));
        Map<String, Version> versions = some.get(0).held().versions();
        for (Reader reader : some) {
            if (differences.isEmpty() && !reader.held().versions().equals(versions)) {
                differences.add(reader.name() + " and " + some.get(0).name() + " hold other versions");
            }
        }
        return differences;
    }

    /** What the readers hold of one CIC server that was not published. */
    List<String> differences(TortureCic cic) {
        return differences(cic, readers);
    }

    private static List<String> differences(TortureCic cic, List<Reader> some) {
        List<String> differences = new ArrayList<>();
        for (Reader reader : some) {
            List<String> of = cic.truth().differences(reader.held().values(cic.name()));
            if (!of.isEmpty()) {
                differences.add(reader.name() + " has " + of.size() + " wrong users of " + cic.name() + ": "
                        + of.subList(0, Math.min(SHOWN, of.size())));
            }
        }
        return differences;
    }

    /** Readers that were told another state of a CIC server last. */
    List<String> unless(TortureCic cic, CicServerState state) {
        return readers.stream()
                .filter(reader -> reader.held().state(cic.name()) != state)
                .map(reader -> reader.name() + " was told " + reader.held().state(cic.name()))
                .toList();
    }

    /** Users of a CIC server that a reader shows as logged on; they are ghosts when it is dead. Readers that wait for one node may wait for a dead one. */
    List<String> ghosts(TortureCic cic) {
        List<String> ghosts = new ArrayList<>();
        for (Reader reader : readers.stream().filter(Reader::moves).toList()) {
            reader.held().values(cic.name()).forEach((user, value) -> {
                if (value.isLoggedOn()) {
                    ghosts.add(reader.name() + " shows " + user + " as " + value);
                }
            });
        }
        return ghosts;
    }

    /**
     * Waits until nothing is found.
     *
     * @param deadline nano time after which what is still found breaks the promise
     * @return the nano time when nothing was found, or the deadline
     */
    long await(Promise promise, String what, long deadline, Supplier<List<String>> finder) throws InterruptedException {
        List<String> found = finder.get();
        while (!found.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                violations.add(promise, what + ": " + found.subList(0, Math.min(SHOWN, found.size())));
                return deadline;
            }
            Thread.sleep(POLL_MILLIS); // a command that watches a cluster; nothing tells it when all is well
            found = finder.get();
        }
        return System.nanoTime();
    }
}
