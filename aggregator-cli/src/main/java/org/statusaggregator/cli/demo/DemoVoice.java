package org.statusaggregator.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.output.People;
import org.statusaggregator.cli.output.SafeText;
import org.statusaggregator.cli.processes.Child;
import org.statusaggregator.cli.processes.StartUp;

/** What the demo tells the person who started it: results on one stream, how it gets there on the other, and that on a terminal only. */
final class DemoVoice implements StartUp.Voice {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private final Clock clock;
    private String lastProgress = "";

    DemoVoice(PrintWriter out, PrintWriter err, Environment environment) {
        this.out = out;
        this.err = err;
        this.interactive = environment.terminal().interactive();
        this.clock = environment.clock();
    }

    /** Says it once, to a terminal. */
    @Override
    public synchronized void progress(String sentence) {
        if (interactive && !sentence.equals(lastProgress)) {
            err.println(SafeText.of(sentence));
            err.flush();
        }
        lastProgress = sentence;
    }

    /** A process ended, and nobody asked it to. */
    @Override
    public synchronized void died(Child child) {
        out.println(People.timeOfDay(clock.instant(), clock) + " " + child.name() + " (pid " + child.pid()
                + ") ended with code " + child.process().exitValue() + "; the others go on");
        out.flush();
    }

    /** Why a process could not start. */
    @Override
    public synchronized void lastLines(Child child) throws IOException {
        child.lastLines().forEach(line -> err.println("  " + child.name() + ": " + SafeText.of(line)));
        err.flush();
    }

    /** What runs where, and what to type next. */
    synchronized void ready(DemoPlan plan, DemoFolder folder, DemoDirectory directory, List<Child> children) {
        out.println("Ready: " + People.count(plan.nodes().size(), "node") + ", "
                + People.count(plan.cicServers().size(), "CIC server") + ", " + People.count(plan.allUsers(), "user")
                + ", visible at every node.");
        out.println();
        children.forEach(child -> out.println(line(plan, child)));
        out.println("  LDAP  localhost:" + directory.port() + ", " + directory.people()
                + " people as a contact list; password of everybody: " + DemoDirectory.PASSWORD + "; administrator: "
                + directory.administrator());
        out.println("  Page  " + plan.nodes().stream().map(plan::page).collect(Collectors.joining(" "))
                + " (its certificate is the demo's own: let the browser go on); sign in as anybody above");
        out.println();
        out.println("Next, in another terminal:");
        out.println("  . " + folder.variables());
        out.println("  aggregator users list");
        out.println("  aggregator users watch");
        out.println("  aggregator cic list");
        out.println("  aggregator contacts search --filter department=sales --with-status");
        out.println("  kill -9 " + children.get(0).pid() + "    # "
                + children.get(0).name() + " dies; what it served goes on elsewhere");
        out.flush();
    }

    /** How it ends. */
    synchronized void untilStopped() {
        out.println();
        out.println("Ctrl-C stops everything.");
        out.flush();
    }

    private static String line(DemoPlan plan, Child child) {
        String where = plan.nodes().stream()
                .filter(node -> node.name().equals(child.name()))
                .map(node -> node.clientAddress() + ", members " + node.memberAddress())
                .findFirst()
                .orElse("CIC server with " + People.count(plan.users(), "user"));
        return String.format("  %-5s pid %-7d %-42s %s", child.name(), child.pid(), where, child.logs());
    }
}
