package org.statusaggregator.it;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.it.RawPeer.Port;

/** Those whom no node may let in, each as a CIC server and as a node; and some good ones of the same make. */
final class BadPeers {
    private final TestCertificates ours;
    private final TestCertificates others;
    private final OpensslCa company;

    /** Peers with certificates of our CA, of somebody else's, and of a company's that the nodes trust. */
    BadPeers(TestCertificates ours, TestCertificates others, OpensslCa company) {
        this.ours = ours;
        this.others = others;
        this.company = company;
    }

    /**
     * One row of the table.
     *
     * @param name what is wrong
     * @param cic what a CIC server shows at the gRPC port; null for no certificate
     * @param member what a node shows at the member port
     * @param protocol the TLS version
     * @param reason what the audit log must say
     */
    record Row(String name, @Nullable KeyMaterial cic, @Nullable KeyMaterial member, String protocol, String reason) {
        Row(String name, @Nullable KeyMaterial cic, @Nullable KeyMaterial member, String reason) {
            this(name, cic, member, "TLSv1.3", reason);
        }

        @Nullable KeyMaterial shown(Port port) {
            return port == Port.GRPC ? cic : member;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The table. */
    Stream<Row> rows() throws IOException {
        KeyMaterial printer = company.byRoot("printer", "/OU=printer/CN=hp1", "DNS:hp1");
        return Stream.of(
                new Row("no certificate", null, null, "it showed no certificate"),
                new Row("TLS 1.2", ours("cic5"), oursMember("sa5"), "TLSv1.2", "it speaks no TLS 1.3"),
                new Row(
                        "wrong CA",
                        others.material(Role.CIC, "cic1"),
                        others.material(Role.MEMBER, "sa2"),
                        "by CN=Somebody Else Status Aggregator CA leads to none of the trusted CAs"),
                new Row(
                        "self-signed",
                        company.selfSigned("self-cic", "/OU=cic/CN=cic1", "DNS:cic1"),
                        company.selfSigned("self-sa", "/OU=member/CN=sa2", "DNS:sa2"),
                        ", self-signed, leads to none of the trusted CAs"),
                new Row("expired", at(-3, Role.CIC, "cic6"), at(-3, Role.MEMBER, "sa6"), " expired on 20"),
                new Row("not yet valid", at(3, Role.CIC, "cic6"), at(3, Role.MEMBER, "sa6"), " is not valid before 20"),
                new Row("revoked", ours("cic8"), oursMember("sa8"), ") was revoked on 20"),
                new Row("no role", printer, printer, "OU is \"printer\" (expected: member, cic or admin)"),
                new Row(
                        "short name missing",
                        company.byRoot("long-cic", "/OU=cic/CN=cic1", "DNS:cic1.example.com"),
                        company.byRoot("long-sa", "/OU=member/CN=sa2", "DNS:sa2.example.com"),
                        "(expected: among them the short host name "),
                new Row(
                        "intermediate missing",
                        withoutIntermediate("cic"),
                        withoutIntermediate("member"),
                        "CN=Company Root]; it came without intermediates"));
    }

    /** Revokes those whom the table wants revoked, and tells this node. */
    void revokeFor(String node) {
        ours.revoke(ours("cic8"));
        ours.revoke(oursMember("sa8"));
        ours.publishRevoked(Role.MEMBER, node);
    }

    /** The good ones that differ from a bad one in one thing only. */
    List<Row> good() throws IOException {
        return List.of(
                new Row("ours", ours("cic5"), oursMember("sa5"), ""),
                new Row(
                        "with the intermediate",
                        company.withIntermediate(withoutIntermediate("cic")),
                        company.withIntermediate(withoutIntermediate("member")),
                        ""));
    }

    private KeyMaterial withoutIntermediate(String role) throws IOException {
        return company.byIssuing("bare-" + role, "/OU=" + role + "/CN=x1", "DNS:x1");
    }

    private KeyMaterial ours(String cic) {
        return ours.material(Role.CIC, cic);
    }

    private KeyMaterial oursMember(String name) {
        return ours.material(Role.MEMBER, name);
    }

    private KeyMaterial at(int days, Role role, String name) {
        return TestCertificates.read(
                ours.made(InstantSource.offset(InstantSource.system(), Duration.ofDays(days)), role, name));
    }
}
