package org.statusaggregator.node.web.api;

import java.util.HashMap;
import java.util.Map;
import org.statusaggregator.node.request.BadFieldException;

/** How many streams are open, whose they are, and how many addresses they follow. Thread-safe. */
final class StreamLimit {
    /** Addresses of one watch. */
    static final int MOST_EMAILS = 5_000;
    /** Addresses of all watches of one caller together: many pages with a long list each. */
    static final int MOST_EMAILS_OF_ONE = 20_000;

    private final int mostOfOne;
    private final int most;
    /** This and all below: guarded by this. */
    private final Map<String, Stream> open = new HashMap<>();

    private final Map<String, Use> uses = new HashMap<>();

    /**
     * An open stream.
     *
     * @param emails it follows
     * @param pending addresses that are being added, some of which it may follow already
     */
    private record Stream(String whose, int emails, int pending) {}

    /** What one caller has open. */
    private record Use(int streams, int emails) {
        static final Use NONE = new Use(0, 0);

        Use and(int moreStreams, int moreEmails) {
            return new Use(streams + moreStreams, emails + moreEmails);
        }
    }

    StreamLimit(int mostOfOne, int most) {
        this.mostOfOne = mostOfOne;
        this.most = most;
    }

    /** Counts one more that follows so many addresses; refuses it when there are too many. */
    synchronized void open(String id, String whose, int emails) {
        if (open.size() >= most) {
            throw Problem.refusal(503, "LIMIT", "this node has " + most + " streams open: use another node");
        }
        if (uses.getOrDefault(whose, Use.NONE).streams() >= mostOfOne) {
            throw Problem.refusal(429, "LIMIT", "you have " + mostOfOne + " streams open: close one");
        }
        requireEmails("emails", emails, whose, emails);
        open.put(id, new Stream(whose, emails, 0));
        use(whose, 1, emails);
    }

    /** Counts addresses that are about to be added to a stream of this caller, as if it followed none of them; refuses them when there are too many. */
    synchronized void reserve(String id, String whose, int emails) {
        Stream stream = open.get(id);
        if (stream != null && stream.whose().equals(whose)) {
            requireEmails("addEmails", stream.emails() + stream.pending() + emails, whose, emails);
            replace(id, stream, new Stream(whose, stream.emails(), stream.pending() + emails));
        }
    }

    /** They were added, and the stream follows so many now. */
    synchronized void settle(String id, String whose, int reserved, int emails) {
        Stream stream = open.get(id);
        if (stream != null && stream.whose().equals(whose)) {
            replace(id, stream, new Stream(whose, emails, stream.pending() - reserved));
        }
    }

    private void replace(String id, Stream before, Stream now) {
        open.put(id, now);
        use(now.whose(), 0, now.emails() + now.pending() - before.emails() - before.pending());
    }

    private void requireEmails(String field, int ofStream, String whose, int more) {
        if (ofStream > MOST_EMAILS) {
            throw new BadFieldException(field, ofStream + " addresses", "at most " + MOST_EMAILS + " of one watch");
        }
        if (uses.getOrDefault(whose, Use.NONE).emails() + more > MOST_EMAILS_OF_ONE) {
            throw Problem.refusal(
                    429, "LIMIT", "your watches would follow more than " + MOST_EMAILS_OF_ONE + " addresses");
        }
    }

    /** The stream is closed. */
    synchronized void closed(String id) {
        Stream stream = open.remove(id);
        if (stream != null) {
            use(stream.whose(), -1, -stream.emails() - stream.pending());
        }
    }

    private void use(String whose, int streams, int emails) {
        Use now = uses.getOrDefault(whose, Use.NONE).and(streams, emails);
        if (now.streams() == 0) {
            uses.remove(whose);
        } else {
            uses.put(whose, now);
        }
    }

    /** How many are open. */
    synchronized int all() {
        return open.size();
    }
}
