package org.statusaggregator.connector.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.statusaggregator.core.status.Status;

/**
 * The users of one CIC server at any busy hour: about four of five are logged on, take calls, write up, have lunch, meet, go home and come
 * again in shifts; a few are on vacation. It never ends. A function of its settings and people: it reads no clock. Not thread-safe; one
 * change costs well below a microsecond, so this is the generator of the load commands too.
 */
public final class Simulation implements ChangeSource {
    private static final double VACATION_SHARE = 0.04;
    private static final Duration SLOWEST = Duration.ofDays(1);

    private final Instant start;
    private final SimulatedUser[] users;
    private final DueQueue queue;

    /**
     * A simulation at its start. Takes some microseconds for each person.
     *
     * @throws IllegalArgumentException if the rate gives a user less than one change a day
     */
    public Simulation(SimulationSettings settings, List<Person> people) {
        start = settings.start();
        boolean[] away = vacations(settings, people.size());
        Day day = new Day(settings.server(), start, interval(settings, away));
        SplittableRandom seeds = new SplittableRandom(Seeds.mix(settings.seed(), settings.server()));
        users = new SimulatedUser[people.size()];
        for (int i = 0; i < users.length; i++) {
            long seed = seeds.nextLong();
            users[i] = away[i]
                    ? SimulatedUser.onVacation(day, people.get(i), seed)
                    : SimulatedUser.working(day, people.get(i), seed);
        }
        queue = queue();
    }

    @Override
    public Instant start() {
        return start;
    }

    @Override
    public Collection<Status> initial() {
        List<Status> statuses = new ArrayList<>(users.length);
        for (SimulatedUser user : users) {
            statuses.add(user.status());
        }
        return statuses;
    }

    @Override
    public long nextAt() {
        return queue.isEmpty() ? NEVER : queue.firstTime();
    }

    @Override
    public void next(StatusSink sink) {
        if (queue.isEmpty()) {
            throw new IllegalStateException("users: 0 (expected: at least 1, for a change to happen)");
        }
        SimulatedUser user = users[queue.firstUser()];
        Status status = user.change();
        queue.replaceFirst(user.due());
        sink.put(status);
    }

    private DueQueue queue() {
        long[] due = new long[users.length];
        for (int i = 0; i < due.length; i++) {
            due[i] = users[i].due();
        }
        return new DueQueue(due);
    }

    /** The first user always works, so that the smallest simulation lives. */
    private static boolean[] vacations(SimulationSettings settings, int users) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(settings.seed(), "vacations of " + settings.server()));
        boolean[] away = new boolean[users];
        for (int i = 1; i < users; i++) {
            away[i] = random.nextDouble() < VACATION_SHARE;
        }
        return away;
    }

    private static Duration interval(SimulationSettings settings, boolean[] away) {
        int working = 0;
        for (boolean gone : away) {
            working += gone ? 0 : 1;
        }
        double seconds = working / settings.changesPerSecond();
        if (seconds > SLOWEST.toSeconds()) {
            throw new IllegalArgumentException("changesPerSecond: " + settings.changesPerSecond()
                    + " (expected: at least "
                    + (double) working / SLOWEST.toSeconds() + ", which is one change a day for each of " + working
                    + " working users)");
        }
        return Duration.ofNanos(Math.max(1, (long) (1e9 * seconds)));
    }
}
