package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random history of one roster, decided by a seed: publishers that come, go and take over, answers and changes that are lost, owners that are
 * lost, leases that run out, network splits and merges, copies of old states that are offered back; and readers who read portions of whatever
 * copy they find.
 */
final class Simulation {
    private static final int STEPS = 160;
    private static final int OLD_COPIES = 6;

    /**
     * What may happen besides.
     *
     * @param readsOfAnything readers read any copy in any order: unsafe, old and lost ones, and both sides of a split; otherwise they read safe
     *     owners only, each of one side
     * @param totalLoss owner and backup may be lost at once
     */
    record Hazards(boolean readsOfAnything, boolean totalLoss) {}

    private final Random random;
    private final Hazards hazards;
    private final SimulatedCic.Truth truth = new SimulatedCic.Truth();
    private final List<SimulatedSide> sides = new ArrayList<>();
    /** With the side that each of them calls. */
    private final Map<SimulatedCic, SimulatedSide> cics = new LinkedHashMap<>();
    /** With the side that each of them reads. */
    private final Map<Reader, SimulatedSide> readers = new LinkedHashMap<>();
    /** States that were. */
    private final List<Roster> old = new ArrayList<>();

    private int ends;

    Simulation(long seed, Hazards hazards) {
        this.random = new Random(seed);
        this.hazards = hazards;
        sides.add(new SimulatedSide());
        startCic();
        for (int i = 0; i < 3; i++) {
            readers.put(new Reader(), sides.get(0));
            readers.put(new Reader(email -> email.equals("@one")), sides.get(0));
        }
    }

    /** Runs it, and checks what must hold meanwhile and in the end. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        heal();
        settle();
        SimulatedSide side = sides.get(0);
        readers.keySet().forEach(reader -> {
            reader.readAll(side.owner(), 1 + random.nextInt(4));
            reader.assertHolds(side.owner());
        });
    }

    /** How often a reader was given an older version of a row than before. */
    int stepsBack() {
        return readers.keySet().stream().mapToInt(Reader::stepsBack).sum();
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 45) {
            call();
        } else if (dice < 80) {
            read();
        } else if (dice < 84) {
            remember(side().copyOfOwner());
        } else if (dice < 87) {
            remember(side().loseOwner());
        } else if (dice < 90) {
            end(side());
        } else if (dice < 92) {
            side().forgetRemovals(random.nextInt(3));
        } else if (dice < 94) {
            split();
        } else if (dice < 96) {
            heal();
        } else if (dice < 98) {
            offer();
        } else {
            rarely();
        }
    }

    private void rarely() {
        if (random.nextInt(3) == 0) {
            startCic();
        } else if (hazards.totalLoss() && random.nextInt(3) == 0) {
            side().loseEverything();
        } else {
            disconnect(side());
        }
    }

    private void call() {
        SimulatedCic cic = List.copyOf(cics.keySet()).get(random.nextInt(cics.size()));
        if (random.nextInt(10) == 0) {
            cics.put(cic, side());
        }
        cic.call(Objects.requireNonNull(cics.get(cic)), random.nextInt(8) == 0);
    }

    private void startCic() {
        cics.put(new SimulatedCic("cic" + cics.size(), truth, random), side());
    }

    private void read() {
        Reader reader = List.copyOf(readers.keySet()).get(random.nextInt(readers.size()));
        Roster roster = hazards.readsOfAnything()
                ? anyCopy()
                : Objects.requireNonNull(readers.get(reader)).safeOwner();
        if (roster == null) {
            return;
        }
        for (int portions = random.nextInt(4); portions >= 0; portions--) {
            reader.read(roster, 1 + random.nextInt(4));
            if (reader.isCaughtUp()) {
                reader.assertHolds(roster);
            }
        }
    }

    private @Nullable Roster anyCopy() {
        int dice = random.nextInt(3);
        if (dice == 0 && !old.isEmpty()) {
            return old.get(random.nextInt(old.size()));
        }
        SimulatedSide side = side();
        if (side.isEmpty()) {
            return null;
        }
        return dice == 1 && side.hasBackup() ? side.backup() : side.owner();
    }

    private void end(SimulatedSide side) {
        Session session = side.session();
        if (session != null) {
            long counter = session.lease().counter() - (random.nextInt(4) == 0 ? 1 : 0);
            ends++;
            side.execute(new EndSession(session.id(), counter, "end-" + ends), random.nextInt(8) == 0);
        }
    }

    private void disconnect(SimulatedSide side) {
        Session session = side.session();
        if (session != null) {
            String node = "node" + random.nextInt(2);
            side.execute(new SessionCall(session.id(), node, SessionCall.Kind.DISCONNECTED), false);
        }
    }

    private void offer() {
        if (old.isEmpty()) {
            return;
        }
        RosterChange offered = old.get(random.nextInt(old.size())).whole();
        SimulatedSide side = side();
        Position end = offered.header().end();
        boolean past = !side.isEmpty()
                && side.owner().header().canContinue(end)
                && !side.owner().header().end().equals(end);
        if (!past && !hazards.readsOfAnything() && sides.size() > 1) {
            return;
        }
        RosterAnswer answer = side.execute(new OfferRoster(offered), false);
        if (past) {
            assertThat(answer).extracting(RosterAnswer::refusal).isEqualTo(Refusal.OVERTAKEN);
        }
    }

    private void split() {
        if (sides.size() == 3) {
            return;
        }
        SimulatedSide from = side();
        SimulatedSide other = from.splitOff();
        sides.add(other);
        readers.replaceAll((reader, side) -> side == from && random.nextBoolean() ? other : side);
        cics.replaceAll((cic, side) -> side == from && random.nextBoolean() ? other : side);
    }

    private void heal() {
        while (sides.size() > 1) {
            SimulatedSide first = sides.remove(random.nextInt(sides.size()));
            SimulatedSide other = side();
            other.join(first);
            readers.replaceAll((reader, side) -> side == first ? other : side);
            cics.replaceAll((cic, side) -> side == first ? other : side);
        }
    }

    /** The CIC server, started anew if need be, publishes until everything is published. */
    private void settle() {
        cics.keySet().forEach(SimulatedCic::doubt);
        for (int calls = 0; cics.keySet().stream().noneMatch(SimulatedCic::isConfirmed); calls++) {
            assertThat(calls).as("calls until everything is published").isLessThan(2_000);
            if (cics.keySet().stream().allMatch(cic -> cic.state() == SimulatedCic.State.GIVEN_UP)
                    || calls % 200 == 199) {
                startCic();
            }
            call();
        }
    }

    private SimulatedSide side() {
        return sides.get(random.nextInt(sides.size()));
    }

    private void remember(@Nullable Roster roster) {
        if (roster != null) {
            old.add(roster);
            if (old.size() > OLD_COPIES) {
                old.remove(0);
            }
        }
    }
}
