package org.statusaggregator.connector.simulate;

import java.io.IOException;

/** Hands changes over when they are due. */
public final class Player {
    private final Speed speed;
    private final WallTime wall;

    /** A player of this speed. */
    public Player(Speed speed, WallTime wall) {
        this.speed = speed;
        this.wall = wall;
    }

    /**
     * Plays until the source or the time ends. A player that fell behind hands over what is due without waiting. Take the source's {@link
     * ChangeSource#initial} before.
     */
    public void play(ChangeSource source, StatusSink sink) throws IOException, InterruptedException {
        long begin = wall.nanoTime();
        long at = source.nextAt();
        while (at != ChangeSource.NEVER && !wall.ended()) {
            long due = speed.wallNanos(at);
            if (due == 0 || wall.nanoTime() - begin >= due) {
                source.next(sink);
                at = source.nextAt();
            } else {
                wall.waitUntil(begin + due);
            }
        }
    }
}
