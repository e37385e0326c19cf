package org.statusaggregator.cli.bench;

import java.time.Instant;
import java.util.List;
import org.statusaggregator.connector.simulate.GeneratedPeople;
import org.statusaggregator.connector.simulate.Person;
import org.statusaggregator.core.status.Status;

/** The users of one CIC server. A user's number is the place among all users of the run. */
final class Population {
    private static final long SEED = 1;
    /** Neighbours in the list are in different statuses. */
    private static final int APART = 31;

    private final String cicServer;
    private final int first;
    private final List<Person> people;
    private final Shapes shapes;

    private Population(String cicServer, int first, List<Person> people, Shapes shapes) {
        this.cicServer = cicServer;
        this.first = first;
        this.people = people;
        this.shapes = shapes;
    }

    /**
     * Invents people.
     *
     * @param first the number of the first user
     */
    static Population of(String cicServer, int first, int users) {
        return new Population(cicServer, first, GeneratedPeople.of(cicServer, SEED, users), Shapes.of(cicServer, SEED));
    }

    String cicServer() {
        return cicServer;
    }

    /** The number of the first user. */
    int first() {
        return first;
    }

    int size() {
        return people.size();
    }

    /** The address of the user at this place. */
    String email(int place) {
        return people.get(place).email();
    }

    /** The status of the user at this place in this round, entered at this time. */
    Status status(int place, int round, Instant since) {
        Person person = people.get(place);
        Status shape = shapes.get(place * APART + round);
        return new Status(
                shape.cicServer(),
                person.userId(),
                person.email(),
                shape.key().since(since),
                shape.onPhone(),
                shape.onPhoneSince(),
                shape.logonServer(),
                shape.version(),
                shape.source());
    }

    /** The id of the user with this number. */
    String user(int user) {
        return people.get(user - first).userId();
    }

    /** The number among all users of the run; -1 if this is none of ours. */
    int user(String userId) {
        int place = place(userId);
        return place < 0 || place >= people.size() ? -1 : first + place;
    }

    /** Invented people carry their running number, from 1, behind the last dot. */
    private static int place(String userId) {
        int number = 0;
        for (int i = userId.lastIndexOf('.') + 1; i < userId.length(); i++) {
            int digit = userId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number - 1;
    }
}
