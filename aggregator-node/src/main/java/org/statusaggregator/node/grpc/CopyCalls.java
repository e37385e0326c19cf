package org.statusaggregator.node.grpc;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.statusaggregator.core.status.RosterChange;
import org.statusaggregator.core.status.RosterDigest;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.cluster.MemberInfo;
import org.statusaggregator.node.roster.HeldCopy;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.v1.CopyKind;
import org.statusaggregator.v1.ListCopiesResponse;
import org.statusaggregator.v1.RosterCopy;

/** What this node holds of every CIC server, in the data grid and in its view, as digests that other nodes' can be compared with. */
final class CopyCalls {
    private final ClusterMember cluster;
    private final StatusView view;
    private final ViewLoop loop;

    CopyCalls(ClusterMember cluster, StatusView view, ViewLoop loop) {
        this.cluster = cluster;
        this.view = view;
        this.loop = loop;
    }

    /** A roster as the view shows it. */
    private record Shown(RosterHeader header, List<Row> rows) {
        static Shown of(RosterView roster) {
            return new Shown(roster.header(), roster.rows().after(0, Integer.MAX_VALUE));
        }
    }

    /** Digests are made in the common pool: neither the view's nor a partition's thread may be kept for so long. */
    void list(StreamObserver<ListCopiesResponse> observer) {
        Reply.send(
                cluster.copies().thenCombineAsync(loop.ask(this::shown), this::answer, ForkJoinPool.commonPool()),
                observer,
                answer -> answer);
    }

    private List<Shown> shown() {
        return view.rosters().stream().map(Shown::of).toList();
    }

    private ListCopiesResponse answer(List<HeldCopy> held, List<Shown> shown) {
        List<RosterCopy> copies = new ArrayList<>();
        held.forEach(copy -> copies.add(copy(copy)));
        shown.forEach(roster ->
                copies.add(copy(CopyKind.VIEW, roster.header(), roster.rows()).build()));
        return ListCopiesResponse.newBuilder().addAllCopies(copies).build();
    }

    private RosterCopy copy(HeldCopy copy) {
        RosterChange state = copy.state();
        return copy(copy.owner() ? CopyKind.OWNER : CopyKind.BACKUP, state.header(), state.rows())
                .setStateDigest(RosterDigest.ofState(state))
                .build();
    }

    private RosterCopy.Builder copy(CopyKind kind, RosterHeader header, List<Row> rows) {
        Session session = header.session();
        return RosterCopy.newBuilder()
                .setCicServer(header.cicServer())
                .setNode(node())
                .setKind(kind)
                .setEpoch(header.epoch().number())
                .setSequence(header.sequence())
                .setBatchNumber(session == null ? 0 : session.batches().last())
                .setUsers((int) rows.stream().filter(row -> !row.isRemoved()).count())
                .setRowsDigest(RosterDigest.ofRows(rows));
    }

    private String node() {
        return cluster.members().stream()
                .filter(MemberInfo::local)
                .map(MemberInfo::name)
                .findFirst()
                .orElse("");
    }
}
