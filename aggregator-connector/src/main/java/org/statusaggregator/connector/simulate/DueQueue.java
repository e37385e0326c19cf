package org.statusaggregator.connector.simulate;

/**
 * Which user changes next: a binary heap of (time, user) in two primitive arrays, because this is what a load generator does most. Users with
 * the same time come in the order of their numbers. Not thread-safe.
 */
final class DueQueue {
    private final long[] times;
    private final int[] users;

    /** The user with number i is due at {@code due[i]}. */
    DueQueue(long[] due) {
        times = due.clone();
        users = new int[due.length];
        for (int i = 0; i < users.length; i++) {
            users[i] = i;
        }
        for (int i = users.length / 2 - 1; i >= 0; i--) {
            siftDown(i, times[i], users[i]);
        }
    }

    boolean isEmpty() {
        return users.length == 0;
    }

    /** The earliest time. */
    long firstTime() {
        return times[0];
    }

    /** The user who is due then. */
    int firstUser() {
        return users[0];
    }

    /** The first user is due at this time now. */
    void replaceFirst(long time) {
        siftDown(0, time, users[0]);
    }

    private void siftDown(int from, long time, int user) {
        int hole = from;
        for (int child = 2 * hole + 1; child < users.length; child = 2 * hole + 1) {
            if (child + 1 < users.length && before(times[child + 1], users[child + 1], times[child], users[child])) {
                child++;
            }
            if (!before(times[child], users[child], time, user)) {
                break;
            }
            times[hole] = times[child];
            users[hole] = users[child];
            hole = child;
        }
        times[hole] = time;
        users[hole] = user;
    }

    private static boolean before(long time, int user, long otherTime, int otherUser) {
        return time < otherTime || (time == otherTime && user < otherUser);
    }
}
