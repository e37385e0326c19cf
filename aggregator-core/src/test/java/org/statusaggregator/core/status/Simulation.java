package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A random history of one roster, decided by a seed: publishers that come, go and take over, answers and changes that are lost, owners that are
 * lost, leases that run out, network splits and merges, copies of old states that are offered back; and readers who read portions of whatever
 * copy they find.
 */
final class Simulation {
    private static final int STEPS = 160;
    private static final int OLD_COPIES = 6;

    /** What may happen besides. Without any, readers read safe owners only, each of the side on which it is. */
    enum Twist {
        /** Readers also read changes that the backup has missed. */
        UNSAFE_READS,
        /** Readers also read copies that lag behind, and those of lost owners. */
        OLD_READS,
        /** Readers also read the other sides of a split. */
        CROSSING_READS,
        /** A backup may take a change although it has missed the one before. */
        GAPS,
        /** Owner and backup may be lost at once. */
        TOTAL_LOSS,
        /** Readers whose state the roster has not passed offer it what they hold before they take anything from it. */
        OFFERING_READERS
    }

    private final Random random;
    private final Set<Twist> twists;
    private final SimulatedCic.Truth truth = new SimulatedCic.Truth();
    private final List<SimulatedSide> sides = new ArrayList<>();
    /** With the side that each of them calls. */
    private final Map<SimulatedCic, SimulatedSide> cics = new LinkedHashMap<>();
    /** With the side that each of them reads. */
    private final Map<Reader, SimulatedSide> readers = new LinkedHashMap<>();
    /** States that were. */
    private final List<Roster> old = new ArrayList<>();

    private int ends;

    Simulation(long seed, Set<Twist> twists) {
        this.random = new Random(seed);
        this.twists = twists;
        sides.add(new SimulatedSide(twists.contains(Twist.GAPS)));
        startCic();
        for (int i = 0; i < 3; i++) {
            readers.put(new Reader(), sides.get(0));
            if (!twists.contains(Twist.OFFERING_READERS)) {
                readers.put(new Reader(email -> email.equals("@one")), sides.get(0));
            }
        }
    }

    /** Lets some time pass, and answers the copies of the roster that there are then, old ones included. */
    List<Roster> wander(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        List<Roster> copies = new ArrayList<>(old);
        sides.stream().filter(side -> !side.isEmpty()).map(SimulatedSide::owner).forEach(copies::add);
        return copies;
    }

    /** Runs it, and checks what must hold meanwhile and in the end. */
    void run() {
        wander(STEPS);
        heal();
        settle();
        SimulatedSide side = sides.get(0);
        readers.keySet().forEach(reader -> {
            offerWhatIsHeld(reader, side);
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
        } else if (twists.contains(Twist.TOTAL_LOSS) && random.nextInt(3) == 0) {
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
        offerWhatIsHeld(reader, Objects.requireNonNull(readers.get(reader)));
        Roster roster = copyFor(reader);
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

    private void offerWhatIsHeld(Reader reader, SimulatedSide side) {
        if (twists.contains(Twist.OFFERING_READERS) && !side.isEmpty()) {
            OfferRoster offer = reader.offerTo(side.owner());
            if (offer != null) {
                side.execute(offer, random.nextInt(8) == 0);
            }
        }
    }

    private @Nullable Roster copyFor(Reader reader) {
        if (twists.contains(Twist.OLD_READS) && random.nextInt(3) == 0 && !old.isEmpty()) {
            return old.get(random.nextInt(old.size()));
        }
        boolean cross = twists.contains(Twist.CROSSING_READS) && random.nextInt(3) == 0;
        SimulatedSide side = cross ? side() : Objects.requireNonNull(readers.get(reader));
        if (twists.contains(Twist.OLD_READS) && random.nextInt(3) == 0 && side.hasBackup()) {
            return side.backup();
        }
        if (!twists.contains(Twist.UNSAFE_READS)) {
            return side.safeOwner();
        }
        return side.isEmpty() ? null : side.owner();
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
            side.execute(new SessionCall(session.id(), node, SessionCall.Kind.DISCONNECTED, 0), false);
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
        if (!past && !twists.contains(Twist.OLD_READS)) {
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
