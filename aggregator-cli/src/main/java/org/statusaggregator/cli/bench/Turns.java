package org.statusaggregator.cli.bench;

/** Whose turn it is: everybody once in a round. */
final class Turns {
    private static final double GOLDEN_RATIO = 0.618;

    private final int all;
    private final int stride;
    private volatile boolean half;
    private int turn;
    private int place;
    private int round;

    private Turns(int users, int stride) {
        this.all = users;
        this.stride = stride;
    }

    /** In the order of the list. */
    static Turns inOrder(int users) {
        return new Turns(users, 1);
    }

    /** In an order that jumps about in the list. */
    static Turns scattered(int users) {
        return new Turns(users, stride(users));
    }

    private static int stride(int users) {
        int candidate = Math.max(1, (int) (users * GOLDEN_RATIO));
        while (gcd(candidate, users) != 1) {
            candidate++;
        }
        return candidate;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The next user. */
    int next() {
        do {
            if (turn == 0) {
                round++;
            }
            turn = (turn + 1) % all;
            place = (int) ((place + (long) stride) % all);
        } while (half && rests(place));
        return place;
    }

    /** How often everybody has had a turn, the running round included. */
    int round() {
        return round;
    }

    /** From now on every second user rests. */
    void spareHalf() {
        half = true;
    }

    /** How many users have turns. */
    int users() {
        return half ? (all + 1) / 2 : all;
    }

    /** A lone user never does. */
    static boolean rests(int place) {
        return place % 2 == 1;
    }
}
