package org.statusaggregator.core.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a roster but its rows. Small and immutable; it travels with every change.
 *
 * @param cicServer the logical name
 * @param epochs the last epochs, oldest first; the last one is the current one; never empty
 * @param session the live session; null when it ended
 * @param sequence of the last change
 * @param prunedThrough removals up to this sequence are forgotten: a reader behind it must read everything
 */
public record RosterHeader(
        String cicServer, List<Epoch> epochs, @Nullable Session session, long sequence, long prunedThrough) {
    /** How many epochs are remembered. A reader from before them must read everything. */
    public static final int EPOCHS_KEPT = 16;

    /** Copies the epochs, forgetting the oldest ones. */
    public RosterHeader {
        epochs = List.copyOf(epochs.subList(Math.max(0, epochs.size() - EPOCHS_KEPT), epochs.size()));
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("epochs of " + cicServer + ": none (expected: at least one)");
        }
    }

    /** The current epoch. */
    public Epoch epoch() {
        return epochs.get(epochs.size() - 1);
    }

    /** The version of the last change. */
    Version version() {
        return new Version(epoch().number(), sequence);
    }

    /** Where a reader stands that has read everything. */
    public Position end() {
        return new Position(epoch().branch(), sequence, sequence, sequence);
    }

    /** Whether the state that a reader at this position has read lies in this roster's past, so that the changes after it suffice. */
    public boolean canContinue(Position position) {
        return Math.max(position.sequence(), position.began()) >= prunedThrough && hasPassed(position);
    }

    /**
     * Whether the state that a reader at this position has read lies in this roster's past, as far as that is remembered. If it does not, the reader
     * has seen what was lost since: it may offer it back, see {@link OfferRoster#of}.
     */
    public boolean hasPassed(Position position) {
        for (int i = epochs.size() - 1; i >= 0; i--) {
            if (epochs.get(i).branch() == position.branch()) {
                long end = i == epochs.size() - 1 ? sequence : epochs.get(i + 1).first() - 1;
                return position.end() <= end;
            }
        }
        return false;
    }

    /** Whether a reader at this position has read on in the epoch that is the current one here: what it has read may still arrive. */
    public boolean mayReach(Position position) {
        return epoch().branch() == position.branch() && position.end() > sequence;
    }

    /** Whether the session was called again since the other state of the same roster. */
    public boolean isAfterCallOf(RosterHeader other) {
        Session before = other.session;
        return session != null
                && before != null
                && session.lease().counter() > before.lease().counter();
    }

    /** Whether the session is the live one. */
    boolean isLive(String sessionId) {
        return session != null && session.id().equals(sessionId);
    }

    /** Whether the session was opened here, in one of the epochs that are remembered. */
    boolean knows(String sessionId) {
        return epochs.stream().anyMatch(epoch -> epoch.id().equals(sessionId));
    }

    /** Why a session that is not live is not: another one was opened right after it, or not. A merge ends no session of the winner. */
    Refusal whyNotLive(String sessionId) {
        return epochs.stream()
                .dropWhile(epoch -> !epoch.id().equals(sessionId))
                .skip(1)
                .filter(epoch -> epoch.cause() != Epoch.Cause.MERGED)
                .findFirst()
                .filter(epoch -> epoch.cause() == Epoch.Cause.OPENED)
                .map(epoch -> Refusal.SESSION_TAKEN_OVER)
                .orElse(Refusal.SESSION_LOST);
    }

    /**
     * What is known of the CIC server's connection.
     *
     * @param isMember tells whether the node with this name is in the cluster now
     */
    public CicServerState state(Predicate<String> isMember) {
        if (session == null) {
            return CicServerState.EXPIRED;
        }
        if (!session.home().connected() || !isMember.test(session.home().node())) {
            return CicServerState.STALE;
        }
        return session.batches().snapshot().complete() ? CicServerState.LIVE : CicServerState.SYNCHRONIZING;
    }

    /** The header of a copy that has forgotten removals up to this sequence, be it more than this roster has. */
    public RosterHeader forgetting(long through) {
        return through <= prunedThrough ? this : prunedThrough(through);
    }

    /** The same epochs with pasts that nobody has read, and a session that does not know what it has published. */
    RosterHeader apart(long salt) {
        List<Epoch> others = epochs.stream().map(epoch -> epoch.apart(salt)).toList();
        Session doubtful = session == null ? null : session.doubtful();
        return new RosterHeader(cicServer, others, doubtful, sequence, prunedThrough);
    }

    RosterHeader withSession(@Nullable Session newSession) {
        return new RosterHeader(cicServer, epochs, newSession, sequence, prunedThrough);
    }

    RosterHeader withSequence(long newSequence) {
        return new RosterHeader(cicServer, epochs, session, newSequence, prunedThrough);
    }

    RosterHeader prunedThrough(long newPrunedThrough) {
        return new RosterHeader(cicServer, epochs, session, sequence, newPrunedThrough);
    }

    /** The same roster in a new epoch that begins with the next change. */
    RosterHeader in(long epochNumber, String epochId, Epoch.Cause cause) {
        List<Epoch> longer = new ArrayList<>(epochs);
        longer.add(Epoch.after(epoch(), epochNumber, epochId, sequence + 1, cause));
        return new RosterHeader(cicServer, longer, session, sequence, prunedThrough);
    }
}
