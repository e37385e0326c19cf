package org.statusaggregator.cli.bench;

import java.util.concurrent.atomic.AtomicLong;

/** A count with one writer and any readers. Who has read a count sees what its writer did before. */
final class Count {
    private final AtomicLong value = new AtomicLong();

    void add(long more) {
        value.setRelease(value.getPlain() + more);
    }

    long get() {
        return value.getAcquire();
    }
}
