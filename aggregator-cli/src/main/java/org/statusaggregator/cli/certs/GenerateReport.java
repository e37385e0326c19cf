package org.statusaggregator.cli.certs;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.pki.ServerBundle;
import org.statusaggregator.core.tls.Role;

/** Says what certs generate made, for which names, where, until when, and what to carry where. */
final class GenerateReport {
    private final PrintWriter out;
    private final Environment environment;
    private final Path root;

    GenerateReport(PrintWriter out, Environment environment, Path root) {
        this.out = out;
        this.environment = environment;
        this.root = root;
    }

    void made(CertificateProfile profile, ServerBundle bundle) {
        out.println("Made a certificate for the " + Texts.kind(profile.role()) + " " + profile.name() + ":");
        out.println("  folder       " + root.resolve(profile.name()));
        if (!profile.dnsNames().isEmpty()) {
            out.println("  names        " + String.join(", ", profile.dnsNames()));
        }
        if (!profile.addresses().isEmpty()) {
            out.println("  addresses    "
                    + profile.addresses().stream().map(Texts::address).collect(Collectors.joining(", ")));
        }
        out.println("  valid until  " + Texts.lastDay(bundle.certificate(), environment));
        if (bundle.key() == null) {
            out.println("  key          stays where the request was made; import there with --key FILE");
        }
        out.flush();
    }

    void next(List<CertificateProfile> profiles) {
        out.println();
        out.println("Next:");
        profiles.forEach(profile -> out.println("  " + carry(profile)));
        out.println(
                "Each folder holds a private key: carry it yourself, and delete it here and on the way once it is there.");
        out.println("The CA's key stays here, in " + CertificateAuthority.folder(root) + ".");
        out.flush();
    }

    /** What is to be done with the folder. */
    String carry(CertificateProfile profile) {
        Path folder = root.resolve(profile.name());
        return profile.role() == Role.ADMIN
                ? "Give the folder " + folder + " to " + profile.name() + ", whose commands take it as --certs."
                : "Copy the folder " + folder + " to the server " + machines(profile)
                        + ", then run ImportSubsystemsCertificate there.";
    }

    /** A switchover pair's certificate goes to both machines. */
    private static String machines(CertificateProfile profile) {
        List<String> hosts = profile.hosts().stream()
                .filter(host -> host.indexOf('.') < 0 && !host.equals("localhost"))
                .toList();
        return hosts.isEmpty() ? profile.name() : String.join(" and to ", hosts);
    }
}
