package org.statusaggregator.cli.doctor;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.statusaggregator.v1.Checkup;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;
import org.statusaggregator.v1.Member;

/** What is wrong with a node, and with nodes beside each other. Rules only: what was asked, and when, is an argument. */
final class Diagnosis {
    /** How near an end is worth a word. */
    static final Duration SOON = Duration.ofDays(30);
    /** Certificates are judged by the node's clock: more than this makes new ones look as if they were not valid yet. */
    static final Duration CLOCKS = Duration.ofSeconds(5);

    private Diagnosis() {}

    /**
     * One node by itself.
     *
     * @param host as it was asked for
     * @param told its answer
     * @param asked when it was asked, by this machine's clock
     * @param answered when it had answered
     */
    static Checkup of(String host, Cluster told, Instant asked, Instant answered) {
        Checkup.Builder checkup = Checkup.newBuilder()
                .setHost(host)
                .setReachable(true)
                .setNode(told.getAnsweredBy())
                .setState(told.getState());
        told.getMembersList().stream().map(Member::getName).sorted().forEach(checkup::addMembers);
        told.getMembersList().stream()
                .filter(Member::getAnswering)
                .findFirst()
                .ifPresent(member -> checkup.setVersion(member.getVersion()));
        if (told.getState() != ClusterState.HEALTHY) {
            checkup.addProblems("it is " + told.getState() + ": " + told.getReason());
        }
        if (told.hasCertificate()) {
            checkup.setCertificateUntil(told.getCertificate().getNotAfter());
            end("its certificate", told.getCertificate().getNotAfter(), answered)
                    .ifPresent(checkup::addProblems);
            if (told.getCertificate().hasAuthoritiesUntil()) {
                checkup.setAuthoritiesUntil(told.getCertificate().getAuthoritiesUntil());
                end("a CA that it trusts", told.getCertificate().getAuthoritiesUntil(), answered)
                        .ifPresent(checkup::addProblems);
            }
            if (told.getCertificate().hasRevocationsFrom()) {
                checkup.setRevocationsFrom(told.getCertificate().getRevocationsFrom());
            }
        }
        if (told.hasNodeTime()) {
            Duration ahead = ahead(instant(told.getNodeTime()), asked, answered);
            checkup.setClockDifferenceMillis(ahead.toMillis());
            if (ahead.abs().compareTo(CLOCKS) > 0) {
                checkup.addProblems("its clock is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of") + " this machine's (expected: within "
                        + CLOCKS.toSeconds() + " s)");
            }
        }
        return checkup.build();
    }

    /** A node that gave no answer. */
    static Checkup unreachable(String host, String sentence) {
        return Checkup.newBuilder()
                .setHost(host)
                .addProblems("no answer: " + sentence)
                .build();
    }

    /** The same checkups, with what only shows when they are laid beside each other. */
    static List<Checkup> compared(List<Checkup> checkups) {
        TreeSet<Long> lists = new TreeSet<>();
        TreeSet<String> members = new TreeSet<>();
        TreeSet<String> versions = new TreeSet<>();
        for (Checkup checkup : checkups) {
            if (checkup.getReachable()) {
                versions.add(checkup.getVersion());
                lists.add(checkup.getRevocationsFrom().getSeconds());
                members.addAll(checkup.getMembersList());
            }
        }
        List<Checkup> compared = new ArrayList<>();
        for (Checkup checkup : checkups) {
            Checkup.Builder more = checkup.toBuilder();
            if (checkup.getReachable() && checkup.getRevocationsFrom().getSeconds() < lists.last()) {
                more.addProblems(
                        "its list of revoked certificates is " + (checkup.hasRevocationsFrom() ? "older" : "missing")
                                + ", another node's is of " + Instant.ofEpochSecond(lists.last())
                                + " (expected: the same; aggregator certs import crl.pem)");
            }
            if (checkup.getReachable() && checkup.getMembersCount() < members.size()) {
                more.addProblems("it sees the members " + checkup.getMembersList() + " (expected: " + members
                        + ", as the nodes together do)");
            }
            if (checkup.getReachable() && versions.size() > 1) {
                more.addProblems("it is of version " + checkup.getVersion() + ", the nodes are of " + versions
                        + " (expected: one version, but for the time of an update)");
            }
            compared.add(more.build());
        }
        return compared;
    }

    private static Optional<String> end(String what, Timestamp until, Instant now) {
        Instant end = instant(until);
        Duration left = Duration.between(now, end);
        if (left.compareTo(SOON) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                left.isNegative()
                        ? what + " has expired at " + end
                        : what + " ends in " + left.toDays() + " days, at " + end + " (expected: a new one by then)");
    }

    /** How much the node's clock is ahead. It read its clock somewhere between question and answer: within that, nothing is known. */
    private static Duration ahead(Instant node, Instant asked, Instant answered) {
        if (node.isBefore(asked)) {
            return Duration.between(asked, node);
        }
        return node.isAfter(answered) ? Duration.between(answered, node) : Duration.ZERO;
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
