package org.statusaggregator.node.web;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import org.statusaggregator.core.pki.CertificateAuthority;
import org.statusaggregator.core.pki.CertificateProfile;
import org.statusaggregator.core.tls.KeyRing;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.node.support.InMemoryRosterStore;
import org.statusaggregator.node.support.InMemorySecrets;
import org.statusaggregator.node.support.TestCic;
import org.statusaggregator.node.support.TestDirectory;

/** To look at the page while it is worked on: {@code main PEOPLE CHANGES-A-SECOND}. */
final class PageTrial {
    private static final String[] KEYS = {
        "Available", "In a meeting", "Do Not Disturb", "At Lunch", "Gone Home", "Follow Up"
    };

    private PageTrial() {}

    public static void main(String[] arguments) throws Exception {
        int people = Integer.parseInt(arguments[0]);
        int rate = Integer.parseInt(arguments[1]);
        InMemoryRosterStore store = new InMemoryRosterStore();
        TestDirectory directory = new TestDirectory();
        for (int i = 0; i < people; i++) {
            directory.put("u" + i, "Person " + i, "u" + i + "@example.com").department("u" + i, "Department " + i % 40);
        }
        directory.put("x", "<script>alert(1)</script>", "x@example.com");
        TestCic cic = new TestCic("cic1", store);
        cic.openWith(cic.users(people, "Available"));
        CertificateAuthority ca = CertificateAuthority.create("Test", Clock.systemUTC());
        KeyRing ring =
                KeyRing.fixed(ca.issue(CertificateProfile.of(Role.MEMBER, "sa1").withLocalhost()));
        PageNode node = new PageNode(
                new PageNode.Cluster(store, directory, new InMemorySecrets(), ca, ring), InstantSource.system(), 100);
        System.out.println("https://localhost:" + node.server.port() + "/");
        Random random = new Random(1);
        while (true) {
            Thread.sleep(1000 / Math.max(1, rate));
            cic.publish(cic.user("u" + random.nextInt(people), KEYS[random.nextInt(KEYS.length)]));
        }
    }
}
