package org.statusaggregator.cli.certs;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.pki.BadProfileException;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.Role;
import picocli.CommandLine.Option;

/** Whom certificates are asked for. Every name is checked before any certificate is made, and all problems are reported together. */
final class RequestedNames {
    @Option(
            names = "--member",
            paramLabel = "NAME",
            arity = "1..*",
            description = "aggregator nodes, by host name: sa1, or sa1.corp.example.com for both of its names")
    private List<String> members = new ArrayList<>();

    @Option(
            names = "--cic",
            paramLabel = "NAME",
            arity = "1..*",
            description = "CIC servers, by host name; a switchover pair is one server of two hosts: cic1=hostA,hostB")
    private List<String> cicServers = new ArrayList<>();

    @Option(
            names = "--admin",
            paramLabel = "NAME",
            arity = "1..*",
            description = "persons or scripts that use the commands: anna.smith")
    private List<String> admins = new ArrayList<>();

    @Option(names = "--localhost", description = "the members may also be reached as localhost, 127.0.0.1 and ::1")
    private boolean localhost;

    @Option(
            names = "--address",
            paramLabel = "IP",
            arity = "1..*",
            description = "the members may also be reached by these addresses; for one member's own, run it by itself")
    private List<String> addresses = new ArrayList<>();

    private final List<String> problems = new ArrayList<>();

    /**
     * One profile for each name, in the order member, cic, admin.
     *
     * @throws CommandFailure if anything is wrong with any of them
     */
    List<CertificateProfile> profiles() {
        List<CertificateProfile> profiles = new ArrayList<>();
        add(profiles, Role.MEMBER, members);
        add(profiles, Role.CIC, cicServers);
        add(profiles, Role.ADMIN, admins);
        refuseTwice(profiles);
        List<InetAddress> reachable = addresses();
        if (members.isEmpty() && (localhost || !addresses.isEmpty())) {
            problems.add("--localhost and --address say how members are reached (expected: at least one --member)");
        }
        if (areNone()) {
            problems.add("nobody to make a certificate for (expected: at least one --member, --cic or --admin)");
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, String.join("; ", problems));
        }
        return profiles.stream().map(profile -> reached(profile, reachable)).toList();
    }

    /** Whether nobody was named. */
    boolean areNone() {
        return members.isEmpty() && cicServers.isEmpty() && admins.isEmpty();
    }

    private void add(List<CertificateProfile> profiles, Role role, List<String> names) {
        for (String name : names) {
            try {
                profiles.add(CertificateProfile.of(role, name));
            } catch (BadProfileException e) {
                problems.add("--" + e.getMessage());
            }
        }
    }

    private List<InetAddress> addresses() {
        List<InetAddress> valid = new ArrayList<>();
        for (String address : addresses) {
            try {
                valid.add(CertificateProfile.address(address));
            } catch (BadProfileException e) {
                problems.add("--" + e.getMessage());
            }
        }
        return valid;
    }

    /** Folders on some machines, and host names everywhere, do not tell upper from lower case. */
    private void refuseTwice(List<CertificateProfile> profiles) {
        Set<String> seen = new HashSet<>();
        for (CertificateProfile profile : profiles) {
            if (!seen.add(profile.name().toLowerCase(Locale.ROOT))) {
                problems.add("--" + profile.role().unit() + ": \"" + profile.name()
                        + "\" is named twice (expected: each name once, because each has one folder)");
            }
        }
    }

    private CertificateProfile reached(CertificateProfile profile, List<InetAddress> reachable) {
        if (profile.role() != Role.MEMBER) {
            return profile;
        }
        CertificateProfile reached = localhost ? profile.withLocalhost() : profile;
        for (InetAddress address : reachable) {
            reached = reached.withAddress(address);
        }
        return reached;
    }
}
