package org.statusaggregator.cli.torture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** Every fault once, in some order, then every fault once more: so a short run has them all. */
final class Schedule {
    private final List<Fault> faults;
    private final RandomGenerator random;
    private final Deque<Fault> coming = new ArrayDeque<>();

    Schedule(List<Fault> faults, RandomGenerator random) {
        this.faults = List.copyOf(faults);
        this.random = random;
    }

    Fault next() {
        if (coming.isEmpty()) {
            List<Fault> left = new ArrayList<>(faults);
            while (!left.isEmpty()) {
                coming.add(left.remove(random.nextInt(left.size())));
            }
        }
        return coming.remove();
    }
}
