package org.statusaggregator.cli.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Simulation;
import org.statusaggregator.connector.simulate.SimulationSettings;
import org.statusaggregator.connector.simulate.StatusSink;
import org.statusaggregator.core.status.Status;

/**
 * Statuses as a simulated day has them, made beforehand and without regard to whose they are: during the load a change costs no more than a user
 * and a time.
 */
final class Shapes {
    private static final int COUNT = 512;
    private static final int PEOPLE = 200;

    private final List<Status> shapes;

    private Shapes(List<Status> shapes) {
        this.shapes = shapes;
    }

    /** Plays the day of some people of this CIC server until so many changes have happened. */
    static Shapes of(String cicServer, long seed) {
        SimulationSettings settings = new SimulationSettings(
                cicServer, seed, Instant.ofEpochSecond(1_800_000_000), SimulationSettings.defaultRate(PEOPLE));
        Simulation day = new Simulation(settings, GeneratedPeople.of(cicServer, seed, PEOPLE));
        Collected changes = new Collected(new LinkedHashSet<>());
        while (changes.statuses().size() < COUNT) {
            day.next(changes);
        }
        return new Shapes(new ArrayList<>(changes.statuses()));
    }

    private record Collected(Set<Status> statuses) implements StatusSink {
        @Override
        public void put(Status status) {
            statuses.add(status);
        }

        @Override
        public void remove(String userId) {
            throw new IllegalStateException("simulated users stay: " + userId);
        }
    }

    /** One of them; any number will do. */
    Status get(int number) {
        return shapes.get(Math.floorMod(number, COUNT));
    }
}
