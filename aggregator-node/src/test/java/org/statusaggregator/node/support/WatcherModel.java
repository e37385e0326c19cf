package org.statusaggregator.node.support;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.RowLog;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

/**
 * What the proto tells a client to do with the messages of a watch: take a row when it is newer; at the end of a snapshot or a resync drop what
 * was not among the rows. It refuses a stream that breaks its promises.
 */
public final class WatcherModel {
    private final Map<String, Status> rows = new TreeMap<>();
    /** The newest version of each user that was ever taken. */
    private final Map<String, Version> newest = new HashMap<>();
    /** The same on this stream, since the last announcement that everything follows. */
    private final Map<String, Version> onStream = new HashMap<>();
    /** By CIC server with a resync under way, or "" for the snapshot: who was named. */
    private final Map<String, Set<String>> named = new HashMap<>();

    /** Takes a message. */
    public void take(WatchResponse message) {
        message.getStatusesList().forEach(this::take);
        switch (message.getMarkCase()) {
            case STARTED -> {
                named.clear();
                onStream.clear();
            }
            case SNAPSHOT_BEGIN -> named.put("", new HashSet<>());
            case SNAPSHOT_END -> dropUnnamed("", "");
            case RESYNC_BEGIN -> {
                String cicServer = message.getResyncBegin().getCicServer();
                named.put(cicServer, new HashSet<>());
                onStream.keySet().removeIf(key -> key.startsWith(cicServer + "/"));
            }
            case RESYNC_END -> {
                String cicServer = message.getResyncEnd().getCicServer();
                dropUnnamed(cicServer, cicServer + "/");
            }
            case PROGRESS, CIC_SERVER, CONTACT_LIST, GO_AWAY, MARK_NOT_SET -> {}
        }
    }

    private void take(Status row) {
        String key = row.getCicServer() + "/" + row.getUserId();
        Version version = new Version(row.getEpoch(), row.getSequence());
        Version before = onStream.put(key, version);
        if (before != null && before.isAfter(version)) {
            throw new IllegalStateException(key + ": " + version + " after " + before);
        }
        Version known = newest.getOrDefault(key, Version.NONE);
        // a row that a resync dropped, because its node had not heard of it yet, may come again
        boolean news = rows.containsKey(key) ? version.isAfter(known) : !known.isAfter(version);
        if (!row.getRemoved()) {
            named.forEach((scope, users) -> {
                if (key.startsWith(scope)) {
                    users.add(key);
                }
            });
        }
        if (!news) {
            return;
        }
        newest.put(key, version);
        if (row.getRemoved()) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    private void dropUnnamed(String scope, String prefix) {
        Set<String> users = named.remove(scope);
        if (users == null) {
            throw new IllegalStateException("an end without a beginning: \"" + scope + "\"");
        }
        rows.keySet().removeIf(key -> key.startsWith(prefix) && !users.contains(key));
    }

    /** What the watcher holds, by CIC server and user: version and key. */
    public Map<String, String> holds() {
        Map<String, String> holds = new TreeMap<>();
        rows.forEach((key, row) -> holds.put(
                key, row.getEpoch() + "." + row.getSequence() + " " + row.getEmail() + " " + row.getStatusKey()));
        return holds;
    }

    /** What a watcher of everything must hold of this roster in the end. */
    public static Map<String, String> of(String cicServer, RowLog log) {
        Map<String, String> holds = new TreeMap<>();
        log.forEach(row -> {
            if (!row.isRemoved()) {
                holds.put(cicServer + "/" + row.userId(), row.version() + " " + row.email() + " " + key(row));
            }
        });
        return holds;
    }

    private static String key(Row row) {
        try {
            return Status.parseFrom(row.body()).getStatusKey();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
