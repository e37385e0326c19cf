package org.statusaggregator.cli.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.CicServerState;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

/** What a reader holds, by the contract of the watch, and what it noticed on the way. One thread writes, any may read: hence the locks. */
final class Held {
    /**
     * One user.
     *
     * @param value as it is shown
     * @param version as it came
     */
    record Row(Value value, Version version) {}

    private final String reader;
    private final ToLongFunction<String> lastNumber;
    private final Violations violations;
    private final History history;
    private final Map<String, Map<String, Row>> rows = new TreeMap<>();
    private final Map<String, CicServerState> states = new HashMap<>();
    /** The greatest version of each row on the stream that is open. */
    private final Map<String, Version> seen = new HashMap<>();
    /** Users of the CIC servers that are sent whole now. */
    private final Map<String, Set<String>> mentioned = new HashMap<>();

    private final Map<String, Silence> silences = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    /**
     * Holds nothing.
     *
     * @param reader for people
     * @param lastNumber of a CIC server: nobody can have seen a later state; negative = there is no such CIC server
     */
    Held(String reader, ToLongFunction<String> lastNumber, Violations violations, History history) {
        this.reader = reader;
        this.lastNumber = lastNumber;
        this.violations = violations;
        this.history = history;
    }

    /** Another stream: its versions are compared among themselves, for it may be on another side of a split network. */
    synchronized void streamBegins() {
        seen.clear();
        mentioned.clear();
    }

    synchronized void take(WatchResponse message) {
        message.getStatusesList().forEach(this::row);
        switch (message.getMarkCase()) {
            case SNAPSHOT_BEGIN -> {
                rows.keySet().forEach(cicServer -> mentioned.put(cicServer, new HashSet<>()));
            }
            case SNAPSHOT_END -> {
                Set.copyOf(mentioned.keySet()).forEach(this::dropUnmentioned);
            }
            case RESYNC_BEGIN -> {
                history.line(reader, "resync of " + message.getResyncBegin().getCicServer());
                mentioned.put(message.getResyncBegin().getCicServer(), new HashSet<>());
            }
            case RESYNC_END -> dropUnmentioned(message.getResyncEnd().getCicServer());
            case CIC_SERVER -> {
                history.line(
                        reader,
                        message.getCicServer().getCicServer() + " is "
                                + message.getCicServer().getState());
                states.put(
                        message.getCicServer().getCicServer(),
                        message.getCicServer().getState());
            }
            case STARTED, PROGRESS, GO_AWAY, CONTACT_LIST, MARK_NOT_SET -> {}
        }
    }

    private void row(Status row) {
        String cicServer = row.getCicServer();
        String user = row.getUserId();
        Version version = new Version(row.getEpoch(), row.getSequence());
        counts.merge(cicServer, 1L, Long::sum);
        history.line(reader, "row " + user + " " + version + " " + (row.getRemoved() ? "gone" : row.getDetail()));
        silences.computeIfAbsent(cicServer, name -> new Silence()).heard(System.nanoTime());
        Version before = seen.put(cicServer + "/" + user, version);
        if (before != null && before.isAfter(version)) {
            violations.add(Promise.ORDER, reader + ": " + user + " " + version + " after " + before);
        }
        Map<String, Row> held = rows.computeIfAbsent(cicServer, name -> new TreeMap<>());
        Set<String> named = mentioned.get(cicServer);
        if (row.getRemoved()) {
            held.remove(user);
            return;
        }
        if (named != null) {
            named.add(user);
        }
        Value value = Value.of(row);
        attribute(row, value);
        held.put(user, new Row(value, version));
    }

    private void attribute(Status row, Value value) {
        String owner = row.getCicServer();
        boolean own = row.getUserId().startsWith(owner + "-u") && row.getEmail().startsWith(row.getUserId() + "@");
        if (!own || !(value.detail().isEmpty() || isPublished(owner, value.detail()))) {
            violations.add(Promise.ATTRIBUTION, reader + ": " + owner + " has " + row.getUserId() + " as " + value);
        }
    }

    private boolean isPublished(String owner, String detail) {
        int colon = detail.indexOf(':');
        return colon > 0
                && detail.substring(0, colon).equals(owner)
                && Long.parseLong(detail.substring(colon + 1)) <= lastNumber.applyAsLong(owner);
    }

    private void dropUnmentioned(String cicServer) {
        Set<String> named = mentioned.remove(cicServer);
        Map<String, Row> held = rows.get(cicServer);
        if (named != null && held != null) {
            held.keySet().retainAll(named);
        }
    }

    /** The users of a CIC server. */
    synchronized Map<String, Value> values(String cicServer) {
        Map<String, Value> values = new TreeMap<>();
        rows.getOrDefault(cicServer, Map.of()).forEach((user, row) -> values.put(user, row.value()));
        return values;
    }

    /** All users with their versions; equal for two readers that are at the same place. */
    synchronized Map<String, Version> versions() {
        Map<String, Version> versions = new TreeMap<>();
        rows.forEach(
                (cicServer, held) -> held.forEach((user, row) -> versions.put(cicServer + "/" + user, row.version())));
        return versions;
    }

    synchronized @Nullable CicServerState state(String cicServer) {
        return states.get(cicServer);
    }

    /** The longest time without a row of a CIC server since {@link #resetSilences}, in milliseconds. */
    synchronized long longestSilenceMillis(String cicServer) {
        Silence silence = silences.get(cicServer);
        return silence == null ? 0 : silence.longestMillis();
    }

    synchronized void resetSilences() {
        silences.values().forEach(Silence::reset);
    }

    /** How many rows of a CIC server came. */
    synchronized long rowsOf(String cicServer) {
        return counts.getOrDefault(cicServer, 0L);
    }

    /** How many rows came. */
    synchronized long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
