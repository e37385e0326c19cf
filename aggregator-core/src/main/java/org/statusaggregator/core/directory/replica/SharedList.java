package org.statusaggregator.core.directory.replica;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.directory.Contact;

/**
 * A contact list in the cluster: what readers see, the difference that is being staged, and the state of its polls. It changes only by installing what a
 * {@link ListRequest} decided. Not thread-safe: in the map, one partition thread has it.
 */
public final class SharedList {
    private ListHeader header = ListHeader.NEW;
    private final ListLog log = new ListLog();
    private @Nullable Staged staged;

    /** A list that is not held yet. */
    public SharedList() {}

    /** The list that {@link #parts} describes. */
    public SharedList(Parts parts) {
        header = parts.header();
        parts.slots().forEach(log::append);
        ListChange.Part part = parts.staged();
        if (!part.pollId().isEmpty()) {
            staged = new Staged(part.pollId());
            staged.add(part.put(), part.removed());
        }
    }

    /**
     * Everything that a list consists of.
     *
     * @param header everything but its contacts
     * @param slots contacts and remembered removals in order
     * @param staged the difference that is being staged; {@link ListChange.Part#NONE} = none
     */
    public record Parts(ListHeader header, List<Slot> slots, ListChange.Part staged) {}

    /** Everything that it consists of. */
    public Parts parts() {
        ListChange.Part part = staged == null
                ? ListChange.Part.NONE
                : new ListChange.Part(staged.pollId(), 0, 0, List.copyOf(staged.put()), List.copyOf(staged.removed()));
        return new Parts(header, log.after(0, Integer.MAX_VALUE), part);
    }

    /** Everything but its contacts. */
    public ListHeader header() {
        return header;
    }

    /** How many contacts readers see. */
    public int contacts() {
        return log.contacts();
    }

    int stagedSize(String pollId) {
        return isStaged(pollId) && staged != null ? staged.size() : 0;
    }

    long stagedFingerprint() {
        return staged == null ? 0 : staged.fingerprint();
    }

    String stagedPoll() {
        return staged == null ? "" : staged.pollId();
    }

    private boolean isStaged(String pollId) {
        return staged != null && staged.pollId().equals(pollId);
    }

    /** What a reader at this position needs next, at most {@code limit} changes. */
    public ListDelta after(ListPosition position, int limit) {
        boolean whole = header.isHeld() && !header.canContinue(position);
        List<Slot> slots = log.after(whole ? 0 : position.sequence(), limit);
        if (slots.size() < limit) {
            return new ListDelta(header, slots, header.end(), whole, false);
        }
        ListPosition next = new ListPosition(
                header.last().id(),
                slots.get(slots.size() - 1).sequence(),
                whole ? header.last().through() : position.began());
        return new ListDelta(header, slots, next, whole, true);
    }

    /**
     * Installs the change.
     *
     * @return whether this copy is what it should be; if not, nobody may go on with it
     */
    public boolean install(ListChange change) {
        if (!follows(change)) {
            return false;
        }
        ListChange.Part part = change.part();
        switch (change.kind()) {
            case HEADER -> {}
            case CLEAR -> staged = null;
            case STAGE -> {
                if (part.before() == 0) {
                    staged = new Staged(part.pollId());
                }
                if (staged == null || !isStaged(part)) {
                    return false;
                }
                staged.add(part.put(), part.removed());
            }
            case COMMIT -> {
                if (staged == null || !isStaged(part)) {
                    return false;
                }
                commit(staged);
            }
        }
        if (change.header().prunedThrough() > header.prunedThrough()) {
            log.prune(change.header().prunedThrough());
        }
        header = change.header();
        return true;
    }

    /** Whether the change was decided on a copy that readers could not tell from this one. */
    private boolean follows(ListChange change) {
        long states = header.total() + (change.kind() == ListChange.Kind.COMMIT ? 1 : 0);
        boolean sameEnd = change.kind() == ListChange.Kind.COMMIT
                || change.header().last().equals(header.last());
        return change.header().total() == states && sameEnd;
    }

    private boolean isStaged(ListChange.Part part) {
        return isStaged(part.pollId())
                && staged != null
                && staged.size() == part.before()
                && staged.fingerprint() == part.fingerprint();
    }

    private void commit(Staged difference) {
        long sequence = header.last().through();
        for (Contact contact : difference.put()) {
            sequence++;
            log.append(new Slot(sequence, contact.id(), contact));
        }
        for (String id : difference.removed()) {
            sequence++;
            log.append(new Slot(sequence, id, null));
        }
        staged = null;
    }
}
