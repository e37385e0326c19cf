package org.statusaggregator.core.status;

import java.util.Arrays;

/**
 * The last state of one user as the cluster keeps it: the encoded status beside the few facts that the rules need. Immutable; the body is
 * encoded once, by the node that accepted it, and never changed in place.
 *
 * @param user whose it is
 * @param epoch with {@code sequence} the version; 0 until the roster has given one
 * @param sequence unique in its roster
 * @param facts what the body says, so that nobody has to decode it
 * @param source who says so
 * @param place where a {@link RowLog} looks for this user first; {@link #NO_PLACE} = nowhere. It may be wrong
 * @param named how many bytes at the body's beginning name the user and the address, and nothing but them and the CIC server; 0 = not told
 * @param body the encoded status without version and source; empty for a removed user
 */
@SuppressWarnings(
        "ArrayRecordComponent") // a body is compared by content in sameContent, the only place that compares rows
public record Row(User user, long epoch, long sequence, Facts facts, Source source, int place, int named, byte[] body) {
    /** The place of a row that no log has held. */
    public static final int NO_PLACE = -1;

    private static final byte[] NO_BODY = {};

    /** A row that no log has held. */
    public Row(String userId, String email, long epoch, long sequence, Facts facts, Source source, byte[] body) {
        this(new User(userId, email), epoch, sequence, facts, source, NO_PLACE, 0, body);
    }

    /** The same user's row, which says something else. */
    Row saying(Facts newFacts, Source newSource, byte[] newBody) {
        int stillNamed = newBody == body ? named : 0;
        return new Row(user, epoch, sequence, newFacts, newSource, place, stillNamed, newBody);
    }

    /** The same user's row as that of somebody who is not logged on any more. */
    Row loggedOff(Source why, RowBodies bodies) {
        return saying(facts.loggedOff(), why, facts == Facts.OFF ? body : bodies.loggedOff(body));
    }

    /** A row that says that the user is gone. Its user is an object of its own, by which a log tells it from the user's row. */
    public static Row removed(String userId, String email) {
        return new Row(userId, email, 0, 0, Facts.REMOVED, Source.REPORTED, NO_BODY);
    }

    /** The user's id on its CIC server. */
    public String userId() {
        return user.id();
    }

    /** The user's address, normalised. */
    public String email() {
        return user.email();
    }

    /** Whether this row says that its user is gone. */
    public boolean isRemoved() {
        return facts == Facts.REMOVED;
    }

    /** The version. */
    public Version version() {
        return new Version(epoch, sequence);
    }

    /** Whether both rows are of the same user of their CIC server. */
    @SuppressWarnings("ReferenceEquality") // mostly it is the same object, and then nobody has to look at it
    boolean isOfUserOf(Row other) {
        return user == other.user || isNamedAs(other) || userId().equals(other.userId());
    }

    /** Whether both rows have the same address. */
    @SuppressWarnings("ReferenceEquality") // as above
    boolean hasAddressOf(Row other) {
        return user == other.user || isNamedAs(other) || email().equals(other.email());
    }

    /** Bodies lie nearer at hand than the texts that were made of them long ago. */
    private boolean isNamedAs(Row other) {
        return named > 0 && named == other.named && Arrays.equals(body, 0, named, other.body, 0, named);
    }

    /** The same content under this version. */
    Row stamped(long newEpoch, long newSequence) {
        return new Row(user, newEpoch, newSequence, facts, source, place, named, body);
    }

    /** The same content under this version, at the place of the user's row until now. */
    Row stamped(long newEpoch, long newSequence, Row before) {
        User shared = hasAddressOf(before) ? before.user : user;
        return new Row(shared, newEpoch, newSequence, facts, source, before.place, named, body);
    }

    /**
     * The same row as a log keeps it.
     *
     * @param equal to the row's own user: what is the same object is found and compared without a look at it, which is most of what a change costs, and is held
     *     once
     * @param newPlace in the log
     */
    @SuppressWarnings("ReferenceEquality") // the same object is the point
    Row of(User equal, int newPlace) {
        return user == equal && place == newPlace
                ? this
                : new Row(equal, epoch, sequence, facts, source, newPlace, named, body);
    }

    /** Whether the other row of the same user says the same, whatever its version. */
    boolean sameContent(Row other) {
        return facts.equals(other.facts)
                && source == other.source
                && hasAddressOf(other)
                && Arrays.equals(body, other.body);
    }

    @Override
    public String toString() {
        return userId() + " " + email() + " " + version() + " " + facts + " " + source;
    }
}
