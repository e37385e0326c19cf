package org.statusaggregator.node.grpc;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Supplier;
import org.statusaggregator.core.status.CicServerState;
import org.statusaggregator.core.status.RosterHeader;
import org.statusaggregator.core.status.Session;
import org.statusaggregator.core.wire.WireStatus;
import org.statusaggregator.node.cluster.ClusterMember;
import org.statusaggregator.node.cluster.MemberInfo;
import org.statusaggregator.node.session.Connections;
import org.statusaggregator.node.storage.StorageHealth;
import org.statusaggregator.node.view.RosterView;
import org.statusaggregator.node.view.StatusView;
import org.statusaggregator.node.view.ViewLoop;
import org.statusaggregator.node.watch.WatchHub;
import org.statusaggregator.node.watch.WatchReport;
import org.statusaggregator.v1.AcceptContactListRequest;
import org.statusaggregator.v1.AcceptContactListResponse;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.CicServer;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.GetCicServerRequest;
import org.statusaggregator.v1.GetClusterRequest;
import org.statusaggregator.v1.ListCicServersRequest;
import org.statusaggregator.v1.ListCicServersResponse;
import org.statusaggregator.v1.ListContactListPollsRequest;
import org.statusaggregator.v1.ListContactListPollsResponse;
import org.statusaggregator.v1.ListCopiesRequest;
import org.statusaggregator.v1.ListCopiesResponse;
import org.statusaggregator.v1.ListUnlistedUsersRequest;
import org.statusaggregator.v1.ListUnlistedUsersResponse;
import org.statusaggregator.v1.ListWatchesRequest;
import org.statusaggregator.v1.ListWatchesResponse;
import org.statusaggregator.v1.Member;
import org.statusaggregator.v1.PollContactListRequest;
import org.statusaggregator.v1.PollContactListResponse;
import org.statusaggregator.v1.StorageState;
import org.statusaggregator.v1.WatchInfo;

/** The AdminService on the wire. */
final class AdminGrpcService extends AdminServiceGrpc.AdminServiceImplBase {
    private final ClusterMember cluster;
    private final StatusView view;
    private final ViewLoop loop;
    private final WatchHub hub;
    private final Connections connections;
    private final Supplier<StorageHealth> storage;
    private final ContactAdminCalls contacts;
    private final CertificateReport certificate;
    private final CopyCalls copies;

    AdminGrpcService(GrpcServer.Parts parts, CertificateReport certificate) {
        this.cluster = parts.cluster();
        this.view = parts.view();
        this.loop = parts.loop();
        this.hub = parts.hub();
        this.connections = parts.connections();
        this.storage = parts.storage();
        this.contacts = new ContactAdminCalls(parts.contacts());
        this.certificate = certificate;
        this.copies = new CopyCalls(cluster, view, loop);
    }

    @Override
    public void getCluster(GetClusterRequest request, StreamObserver<Cluster> observer) {
        Reply.send(loop.ask(this::cluster), observer, answer -> answer);
    }

    private Cluster cluster() {
        List<MemberInfo> members = cluster.members();
        StorageHealth disk = storage.get();
        String reason = degraded(members.size(), disk);
        Cluster.Builder answer = Cluster.newBuilder()
                .setState(reason.isEmpty() ? ClusterState.HEALTHY : ClusterState.DEGRADED)
                .setReason(reason)
                .setCertificate(certificate.message())
                .setNodeTime(Timestamps.fromMillis(System.currentTimeMillis()))
                .setStorage(state(disk.state()))
                .setStorageProblem(disk.problem())
                .setCicServers(view.rosters().size());
        int live = 0;
        long users = 0;
        for (RosterView roster : view.rosters()) {
            live += roster.header().state(cluster::isMember) == CicServerState.LIVE ? 1 : 0;
            users += roster.rows().users();
        }
        for (MemberInfo member : members) {
            answer.addMembers(member(member));
            if (member.local()) {
                answer.setAnsweredBy(member.name());
            }
        }
        return answer.setLiveCicServers(live).setUsers(users).build();
    }

    /** Why less is promised than the whole; "" = it is not. */
    private String degraded(int members, StorageHealth disk) {
        if (!cluster.isReplicated()) {
            return members == 1 ? "only one member is left" : "statuses are being copied";
        }
        if (disk.state() == StorageHealth.State.FAILING) {
            return "the disk of the answering node fails";
        }
        return certificate.problem().isEmpty()
                ? ""
                : "the answering node cannot use its new certificates: " + certificate.problem();
    }

    private static StorageState state(StorageHealth.State state) {
        return switch (state) {
            case OFF -> StorageState.STORAGE_OFF;
            case WRITING -> StorageState.STORAGE_WRITING;
            case FAILING -> StorageState.STORAGE_FAILING;
        };
    }

    private Member member(MemberInfo member) {
        long sessions = view.rosters().stream()
                .map(roster -> roster.header().session())
                .filter(session -> session != null && session.home().node().equals(member.name()))
                .count();
        return Member.newBuilder()
                .setName(member.name())
                .setHost(member.host())
                .setMemberAddress(member.address())
                .setVersion(member.version())
                .setOldest(member.oldest())
                .setAnswering(member.local())
                .setSessions((int) sessions)
                .build();
    }

    @Override
    public void listCicServers(ListCicServersRequest request, StreamObserver<ListCicServersResponse> observer) {
        Reply.send(
                loop.ask(() -> {
                    ListCicServersResponse.Builder answer = ListCicServersResponse.newBuilder();
                    view.rosters().forEach(roster -> answer.addCicServers(cicServer(roster)));
                    return answer.build();
                }),
                observer,
                answer -> answer);
    }

    @Override
    public void getCicServer(GetCicServerRequest request, StreamObserver<CicServer> observer) {
        Reply.send(
                loop.ask(() -> view.rosters().stream()
                        .filter(roster -> roster.cicServer().equalsIgnoreCase(request.getName()))
                        .findFirst()
                        .map(this::cicServer)
                        .orElseThrow(() -> Errors.cicServerNotFound(request.getName()))),
                observer,
                answer -> answer);
    }

    private CicServer cicServer(RosterView roster) {
        RosterHeader header = roster.header();
        CicServer.Builder answer = CicServer.newBuilder()
                .setName(roster.cicServer())
                .setState(WireStatus.toProto(header.state(cluster::isMember)))
                .setEpoch(header.epoch().number())
                .setSequence(header.sequence())
                .setUsers(roster.rows().users())
                .setRefused(connections.refused(roster.cicServer()));
        int[] counts = new int[2];
        roster.rows().forEach(row -> {
            counts[0] += row.facts().loggedOn() ? 1 : 0;
            counts[1] += row.facts().onPhone() ? 1 : 0;
        });
        answer.setLoggedOn(counts[0]).setOnPhone(counts[1]);
        Session session = header.session();
        if (session != null) {
            answer.setHomeNode(session.home().node())
                    .setOpenedAt(Timestamps.fromMillis(session.about().openedAtMillis()))
                    .setLeaseTime(Durations.fromMillis(session.lease().millis()))
                    .addAllNames(session.about().names())
                    .setClient(session.about().client())
                    .setBatchNumber(session.batches().last());
        }
        return answer.build();
    }

    @Override
    public void listWatches(ListWatchesRequest request, StreamObserver<ListWatchesResponse> observer) {
        Reply.send(hub.reports(), observer, reports -> {
            ListWatchesResponse.Builder answer = ListWatchesResponse.newBuilder();
            reports.forEach(report -> answer.addWatches(watch(report)));
            return answer.build();
        });
    }

    private static WatchInfo watch(WatchReport report) {
        return WatchInfo.newBuilder()
                .setWatchId(report.id())
                .setNode(report.node())
                .setPeer(report.peer().name())
                .setRole(report.peer().role().unit())
                .setState(report.state().name())
                .setEmails(report.emails())
                .addAllCicServers(report.filter().cicServers())
                .setBehind(report.behind())
                .setDelivered(report.delivered())
                .setSince(Timestamps.fromMillis(report.sinceMillis()))
                .build();
    }

    @Override
    public void listContactListPolls(
            ListContactListPollsRequest request, StreamObserver<ListContactListPollsResponse> observer) {
        contacts.polls(request, observer);
    }

    @Override
    public void pollContactList(PollContactListRequest request, StreamObserver<PollContactListResponse> observer) {
        StatusGrpcService.orError(observer, () -> contacts.poll(request, observer));
    }

    @Override
    public void acceptContactList(
            AcceptContactListRequest request, StreamObserver<AcceptContactListResponse> observer) {
        StatusGrpcService.orError(observer, () -> contacts.accept(request, observer));
    }

    @Override
    public void listUnlistedUsers(
            ListUnlistedUsersRequest request, StreamObserver<ListUnlistedUsersResponse> observer) {
        StatusGrpcService.orError(observer, () -> contacts.unlisted(request, observer));
    }

    @Override
    public void listCopies(ListCopiesRequest request, StreamObserver<ListCopiesResponse> observer) {
        copies.list(observer);
    }
}
