package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.util.List;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.Distribution;
import org.statusaggregator.cli.processes.LocalNode;
import org.statusaggregator.cli.processes.RunFolder;
import org.statusaggregator.cli.processes.StartUp;
import org.statusaggregator.cli.processes.Supervisor;

/** One run of the demo: starts the processes of the plan, one kind after the other, and says when all is visible everywhere. */
final class Demo {
    private final DemoPlan plan;
    private final RunFolder folder;
    private final Distribution distribution;
    private final Readiness readiness;
    private final StartUp startUp;

    Demo(DemoPlan plan, RunFolder folder, Distribution distribution, Readiness readiness, StartUp startUp) {
        this.plan = plan;
        this.folder = folder;
        this.distribution = distribution;
        this.readiness = readiness;
        this.startUp = startUp;
    }

    /** The processes, to be stopped. */
    Supervisor processes() {
        return startUp.processes();
    }

    /**
     * Starts everything and waits until it is visible everywhere. From then on a process that dies is reported and nothing more.
     *
     * @throws CommandFailure if a process ends before that, or it takes too long
     */
    void start() throws IOException, InterruptedException {
        for (LocalNode node : plan.nodes()) {
            startUp.node(distribution, node);
        }
        startUp.await("waiting for the nodes", readiness.members()::missing);
        for (int i = 0; i < plan.cicServers().size(); i++) {
            startCicServer(plan.cicServers().get(i), plan.hostsFrom(i));
        }
        startUp.await("waiting for the CIC servers", readiness::missingUsers);
        startUp.await("waiting for the contact list", readiness::missingContacts);
        startUp.done();
    }

    private void startCicServer(String name, String hosts) throws IOException {
        List<String> command = List.of(
                distribution.launcher("aggregator"),
                "simulate",
                "--server",
                name,
                "--users",
                Integer.toString(plan.users()),
                "--seed",
                Long.toString(DemoPlan.SEED),
                "--hosts",
                hosts,
                "--certs",
                folder.certificates(name).toString(),
                "--timeout",
                // Many processes start at once, perhaps on a machine that has other work.
                "60s");
        processes().start(Child.Kind.CIC_SERVER, name, command, folder.logs(name));
    }
}
