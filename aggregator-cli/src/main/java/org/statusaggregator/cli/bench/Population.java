package org.statusaggregator.cli.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.connector.simulate.Simulation;
import org.statusaggregator.connector.simulate.SimulationSettings;
import org.statusaggregator.core.status.Status;

/**
 * The users of one CIC server, and some statuses of each as a simulated day has them, made beforehand: during the load a change costs no more
 * than a new time. A user's number is the place among all users of the run.
 */
final class Population {
    /** Statuses made for each user, taken in turn. */
    private static final int VARIANTS = 4;

    private static final long SEED = 1;

    private final String cicServer;
    private final int first;
    private final Status[][] statuses;

    private Population(String cicServer, int first, Status[][] statuses) {
        this.cicServer = cicServer;
        this.first = first;
        this.statuses = statuses;
    }

    /**
     * Invents people and plays their day until each has been in some statuses.
     *
     * @param first the number of the first user
     */
    static Population of(String cicServer, int first, int users) {
        List<Person> people = GeneratedPeople.of(cicServer, SEED, users);
        double rate = SimulationSettings.defaultRate(users);
        Simulation day = new Simulation(
                new SimulationSettings(cicServer, SEED, Instant.EPOCH.plusSeconds(1_800_000_000), rate), people);
        List<List<Status>> made = new ArrayList<>(users);
        for (Status status : day.initial()) {
            List<Status> own = new ArrayList<>(VARIANTS);
            own.add(status);
            made.add(own);
        }
        Collector collector = new Collector(made);
        for (long i = 0; i < 2L * VARIANTS * users; i++) {
            day.next(collector);
        }
        return new Population(
                cicServer,
                first,
                made.stream().map(own -> own.toArray(Status[]::new)).toArray(Status[][]::new));
    }

    private record Collector(List<List<Status>> made) implements org.statusaggregator.connector.simulate.StatusSink {
        @Override
        public void put(Status status) {
            List<Status> own = made.get(number(status.userId()));
            if (own.size() < VARIANTS) {
                own.add(status);
            }
        }

        @Override
        public void remove(String userId) {
            throw new IllegalStateException("simulated users stay: " + userId);
        }
    }

    String cicServer() {
        return cicServer;
    }

    /** The number of the first user. */
    int first() {
        return first;
    }

    int size() {
        return statuses.length;
    }

    /** The address of the user at this place. */
    String email(int place) {
        return statuses[place][0].email().toLowerCase(Locale.ROOT);
    }

    /** A status of the user at this place, entered at this time. */
    Status status(int place, int variant, Instant since) {
        Status[] own = statuses[place];
        Status status = own[variant % own.length];
        return status.withKey(status.key().since(since));
    }

    /** The id of the user with this number. */
    String user(int user) {
        return statuses[user - first][0].userId();
    }

    /** The number among all users of the run; -1 if this is none of ours. */
    int user(String userId) {
        int place = number(userId);
        return place < 0 || place >= statuses.length ? -1 : first + place;
    }

    /** Invented people carry their running number, from 1, behind the last dot. */
    private static int number(String userId) {
        int number = 0;
        int i = userId.lastIndexOf('.') + 1;
        for (; i < userId.length(); i++) {
            int digit = userId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number - 1;
    }
}
