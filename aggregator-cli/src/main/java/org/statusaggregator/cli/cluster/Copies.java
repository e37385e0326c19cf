package org.statusaggregator.cli.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.statusaggregator.v1.CopyKind;
import org.statusaggregator.v1.RosterCopy;

/**
 * Compares what nodes hold of the same CIC servers. While statuses change, nodes are asked one after another and differ for a moment; once nothing changes, every difference is a fault.
 */
public final class Copies {
    private final int nodes;
    private final Map<String, List<RosterCopy>> byCicServer;

    /**
     * What all nodes hold.
     *
     * @param nodes how many were asked; with one there are no backups
     */
    public Copies(int nodes, Collection<RosterCopy> copies) {
        this.nodes = nodes;
        this.byCicServer = copies.stream()
                .collect(Collectors.groupingBy(RosterCopy::getCicServer, TreeMap::new, Collectors.toList()));
    }

    /** A sentence for everything that should not be; empty = owner, backup and all views hold the same of every CIC server. */
    public List<String> differences() {
        List<String> found = new ArrayList<>();
        byCicServer.forEach((cicServer, copies) -> {
            List<RosterCopy> owners = of(CopyKind.OWNER, copies);
            if (owners.size() != 1) {
                found.add(cicServer + " has " + owners.size() + " owners: " + nodes(owners) + " (expected: one)");
                return;
            }
            RosterCopy owner = owners.get(0);
            List<RosterCopy> backups = of(CopyKind.BACKUP, copies);
            if (backups.isEmpty() && nodes > 1) {
                found.add(cicServer + " is held by its owner " + owner.getNode() + " alone (expected: a backup)");
            }
            backups.stream()
                    .filter(backup -> !sameState(owner, backup))
                    .forEach(backup -> found.add(differ(owner, backup)));
            List<RosterCopy> views = of(CopyKind.VIEW, copies);
            if (views.size() != nodes) {
                found.add(cicServer + " is shown by " + nodes(views) + " (expected: by " + nodes + " nodes)");
            }
            views.stream().filter(view -> !sameRows(owner, view)).forEach(view -> found.add(differ(owner, view)));
        });
        return found;
    }

    /** Whether the copy holds what its CIC server's owner holds, as far as its kind has to. */
    boolean agrees(RosterCopy copy) {
        return of(CopyKind.OWNER, byCicServer.getOrDefault(copy.getCicServer(), List.of())).stream()
                .allMatch(owner -> copy.getKind() == CopyKind.BACKUP ? sameState(owner, copy) : sameRows(owner, copy));
    }

    private static boolean sameState(RosterCopy owner, RosterCopy backup) {
        return sameRows(owner, backup)
                && owner.getBatchNumber() == backup.getBatchNumber()
                && owner.getStateDigest().equals(backup.getStateDigest());
    }

    private static boolean sameRows(RosterCopy owner, RosterCopy other) {
        return owner.getEpoch() == other.getEpoch()
                && owner.getSequence() == other.getSequence()
                && owner.getRowsDigest().equals(other.getRowsDigest());
    }

    private static String differ(RosterCopy owner, RosterCopy other) {
        return owner.getCicServer() + ": the " + kind(other) + " on " + other.getNode() + " holds " + text(other)
                + " (expected: what the owner " + owner.getNode() + " holds, " + text(owner) + ")";
    }

    static String kind(RosterCopy copy) {
        return copy.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String text(RosterCopy copy) {
        return copy.getEpoch() + "." + copy.getSequence() + " batch " + copy.getBatchNumber() + " users "
                + copy.getUsers() + " rows " + copy.getRowsDigest() + " state " + copy.getStateDigest();
    }

    private static List<RosterCopy> of(CopyKind kind, List<RosterCopy> copies) {
        return copies.stream().filter(copy -> copy.getKind() == kind).toList();
    }

    private static List<String> nodes(List<RosterCopy> copies) {
        return copies.stream().map(RosterCopy::getNode).sorted().toList();
    }
}
