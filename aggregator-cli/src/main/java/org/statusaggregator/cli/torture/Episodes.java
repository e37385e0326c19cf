package org.statusaggregator.cli.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.statusaggregator.v1.CicServerState;

/** Brings each fault about, under load, mends it, and has everything judged when it is quiet again. */
final class Episodes {
    /** How long publishers may need, after all is mended, until everything is acknowledged. */
    private static final long ANSWERED_SECONDS = 30;
    /** How long nodes may need to be one healthy cluster again: a start of a Java process on a busy machine among it. */
    private static final long REJOINED_SECONDS = 60;
    /** From the end of a split to equal readers. */
    private static final long CONVERGED_SECONDS = 15;
    /** From then on to equal copies on owner and backup: nodes are asked one after another, while sessions are kept alive. */
    private static final long COPIED_SECONDS = 10;
    /** What a dead CIC server's lease may be exceeded by. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** What was acknowledged longer ago than this is on a disk. */
    private static final long DISK_MILLIS = 1_000;

    private final TorturePlan plan;
    private final Lab lab;
    private final List<TortureCic> cicServers;
    private final List<Reader> readers;
    private final Load load;
    private final Judge judge;
    private final Violations violations;
    private final Figures figures;
    private final RandomGenerator random;

    /** Whom the episodes happen to. */
    record Cast(Lab lab, List<TortureCic> cicServers, List<Reader> readers, Load load, Judge judge) {}

    Episodes(TorturePlan plan, Cast cast, Violations violations, Figures figures, RandomGenerator random) {
        this.plan = plan;
        this.lab = cast.lab();
        this.cicServers = cast.cicServers();
        this.readers = cast.readers();
        this.load = cast.load();
        this.judge = cast.judge();
        this.violations = violations;
        this.figures = figures;
        this.random = random;
    }

    /** Runs one episode, from a healthy and quiet cluster to a healthy and quiet cluster. */
    void run(Fault fault) throws IOException, InterruptedException {
        load.begin();
        sleepMillis(1_000 + random.nextInt(1_000));
        resetSilences();
        long mended =
                switch (fault) {
                    case KILL_NODE -> killNode();
                    case STOP_NODE -> stopNode();
                    case FREEZE_NODE -> freezeNode();
                    case SPLIT -> split();
                    case CUT_CLIENTS -> cutClients();
                    case KILL_CIC -> killCic(false);
                    case KILL_CIC_AND_NODE -> killCic(true);
                    case RESTART_CIC -> restartCic();
                    case SLOW_READERS -> slowReaders();
                    case KILL_ALL_NODES -> killAllNodes();
                    case KILL_EVERYTHING -> killEverything();
                };
        sleepMillis(1_000);
        if (fault == Fault.KILL_NODE) {
            figures.silencesOfReturn(readers, cicServers);
        } else {
            figures.silences(fault, readers, cicServers);
        }
        settle(fault, fault == Fault.SPLIT ? mended : 0);
    }

    /**
     * Ends the load and judges what is left.
     *
     * @param since nano time from which convergence is timed; 0 = from the last acknowledgement
     */
    private void settle(Fault fault, long since) throws InterruptedException {
        List<String> unanswered = load.end(ANSWERED_SECONDS);
        if (!unanswered.isEmpty()) {
            violations.add(
                    Promise.AVAILABILITY,
                    fault.label() + ": " + unanswered + " not answered within " + ANSWERED_SECONDS + " s");
        }
        cicServers.forEach(cic -> {
            if (cic.refused() != null) {
                violations.add(Promise.AVAILABILITY, cic.name() + ": refused " + cic.refused());
            }
        });
        long begin = since == 0 ? System.nanoTime() : since;
        long equal = judge.await(
                Promise.CONVERGENCE,
                fault.label() + ", after " + CONVERGED_SECONDS + " s",
                begin + TimeUnit.SECONDS.toNanos(CONVERGED_SECONDS),
                fault == Fault.SPLIT ? judge::differences : judge::differencesOfMoving);
        figures.converged(fault, equal - begin);
        judge.await(
                Promise.REJOIN,
                fault.label() + ", after " + REJOINED_SECONDS + " s",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(REJOINED_SECONDS),
                lab::missing);
        judge.await(
                Promise.CONVERGENCE,
                fault.label() + ", all nodes back",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(CONVERGED_SECONDS),
                judge::differences);
        long quiet = System.nanoTime();
        long same = judge.await(
                Promise.TWO_COPIES,
                fault.label() + ", all nodes back",
                quiet + TimeUnit.SECONDS.toNanos(COPIED_SECONDS),
                lab::copyDifferences);
        figures.copied(fault, same - quiet);
    }

    private long killNode() throws IOException, InterruptedException {
        int node = random.nextInt(lab.size());
        load.burst();
        lab.kill(node);
        load.changeOthers();
        sleepMillis(2_000 + random.nextInt(3_000));
        figures.silences(Fault.KILL_NODE, readers, cicServers);
        resetSilences();
        lab.start(node);
        return System.nanoTime();
    }

    private void resetSilences() {
        readers.forEach(reader -> reader.held().resetSilences());
        cicServers.forEach(cic -> cic.silence().reset());
    }

    private long stopNode() throws IOException, InterruptedException {
        int node = random.nextInt(lab.size());
        lab.stop(node);
        sleepMillis(random.nextInt(2_000));
        lab.start(node);
        return System.nanoTime();
    }

    private long freezeNode() throws IOException, InterruptedException {
        int node = random.nextInt(lab.size());
        lab.freeze(node);
        sleepMillis(length(Math.min(30, plan.longest().toSeconds())));
        lab.thaw(node);
        return System.nanoTime();
    }

    private long split() throws IOException, InterruptedException {
        Set<Integer> side = new HashSet<>();
        while (side.isEmpty() || side.size() == lab.size()) {
            side.clear();
            for (int node = 0; node < lab.size(); node++) {
                if (random.nextBoolean()) {
                    side.add(node);
                }
            }
        }
        lab.network().split(side);
        sleepMillis(length(plan.longest().toSeconds()));
        lab.network().heal();
        return System.nanoTime();
    }

    private long cutClients() throws IOException, InterruptedException {
        lab.network().cutClients(random.nextInt(lab.size()));
        sleepMillis(5_000 + length(Math.min(15, plan.longest().toSeconds())));
        lab.network().heal();
        return System.nanoTime();
    }

    private long killCic(boolean nodeToo) throws IOException, InterruptedException {
        TortureCic cic = any();
        int node = nodeToo ? lab.homeOf(cic.name()) : -1;
        if (nodeToo) {
            load.burst();
            lab.kill(node);
            load.changeOthers();
        }
        cic.kill();
        long killed = System.nanoTime();
        long gone = judge.await(
                Promise.NO_GHOSTS,
                cic.name() + ", " + plan.lease().plus(GRACE).toSeconds() + " s after it died",
                killed + plan.lease().plus(GRACE).toNanos(),
                () -> judge.ghosts(cic));
        figures.cleared(gone - killed);
        cic.truth().ended();
        if (nodeToo) {
            lab.start(node);
            awaitServing();
        }
        judge.await(
                Promise.CONVERGENCE,
                cic.name() + " ended: persistent keys are kept, others cleared",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(CONVERGED_SECONDS),
                () -> judge.differences(cic));
        var unused = cic.start();
        return System.nanoTime();
    }

    private long restartCic() throws InterruptedException {
        TortureCic cic = any();
        load.pause(cic);
        sleepMillis(500);
        judge.await(
                Promise.CONVERGENCE,
                cic.name() + " paused",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(CONVERGED_SECONDS),
                () -> judge.differences(cic));
        List<Long> before =
                readers.stream().map(reader -> reader.held().rowsOf(cic.name())).toList();
        cic.kill();
        judge.await(
                Promise.NO_GHOSTS,
                cic.name() + " is not marked stale 2 s after it died",
                System.nanoTime() + GRACE.toNanos(),
                () -> judge.unless(cic, CicServerState.STALE));
        var unused = cic.comeBack();
        judge.await(
                Promise.AVAILABILITY,
                cic.name() + " is not marked live again",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWERED_SECONDS),
                () -> judge.unless(cic, CicServerState.LIVE));
        sleepMillis(300);
        for (Reader reader : readers) {
            long more = reader.held().rowsOf(cic.name()) - before.get(readers.indexOf(reader));
            if (more > 0) {
                violations.add(Promise.NO_FLICKER, reader.name() + " got " + more + " rows of " + cic.name());
            }
        }
        load.goOn(cic);
        return System.nanoTime();
    }

    private long slowReaders() throws InterruptedException {
        List<Reader> slow = readers.subList(0, readers.size() / 2);
        slow.forEach(Reader::pause);
        sleepMillis(length(Math.min(30, plan.longest().toSeconds())));
        slow.forEach(Reader::resume);
        return System.nanoTime();
    }

    private long killAllNodes() throws IOException, InterruptedException {
        load.burst();
        lab.killAll();
        load.changeOthers();
        sleepMillis(random.nextInt(2_000));
        lab.startAll();
        awaitServing();
        return System.nanoTime();
    }

    private long killEverything() throws IOException, InterruptedException {
        load.end(ANSWERED_SECONDS);
        sleepMillis(DISK_MILLIS);
        cicServers.forEach(TortureCic::kill);
        lab.killAll();
        cicServers.forEach(cic -> cic.truth().ended());
        lab.startAll();
        awaitServing();
        judge.await(
                Promise.MEMORY,
                "after the restart of everything",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(CONVERGED_SECONDS),
                judge::differences);
        cicServers.forEach(cic -> {
            var unused = cic.start();
        });
        load.begin();
        return System.nanoTime();
    }

    private void awaitServing() throws InterruptedException {
        judge.await(
                Promise.REJOIN,
                "all nodes started, after " + REJOINED_SECONDS + " s",
                System.nanoTime() + TimeUnit.SECONDS.toNanos(REJOINED_SECONDS),
                lab::missing);
    }

    private TortureCic any() {
        return cicServers.get(random.nextInt(cicServers.size()));
    }

    /** Short ones more often than long ones: from 1 s to the longest, by powers. */
    private long length(long longestSeconds) {
        return (long) (1_000 * Math.pow((double) longestSeconds, random.nextDouble()));
    }

    private static void sleepMillis(long millis) throws InterruptedException {
        Thread.sleep(millis); // the lengths of faults are what this command is about
    }
}
