package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import org.statusaggregator.core.directory.replica.AcceptHeld;
import org.statusaggregator.core.directory.replica.BeginPoll;
import org.statusaggregator.core.directory.replica.EndOffer;
import org.statusaggregator.core.directory.replica.EndPoll;
import org.statusaggregator.core.directory.replica.ListRequest;
import org.statusaggregator.core.directory.replica.RequestPoll;
import org.statusaggregator.core.directory.replica.StagePart;

/** How requests travel to the member that owns the contact list. */
final class ListRequestCodec {
    private static final int BEGIN = 1;
    private static final int STAGE = 2;
    private static final int END = 3;
    private static final int ACCEPT = 4;
    private static final int REQUEST = 5;
    private static final int END_OFFER = 6;

    private ListRequestCodec() {}

    static void write(ObjectDataOutput out, ListRequest request) throws IOException {
        if (request instanceof BeginPoll begin) {
            out.writeByte(BEGIN);
            ListCodec.write(out, begin.poll());
        } else if (request instanceof StagePart stage) {
            out.writeByte(STAGE);
            out.writeString(stage.pollId());
            out.writeInt(stage.before());
            ListCodec.writeContacts(out, stage.put());
            ListCodec.writeIds(out, stage.removed());
        } else if (request instanceof EndPoll end) {
            out.writeByte(END);
            out.writeString(end.pollId());
            out.writeLong(end.base());
            out.writeInt(end.staged());
            out.writeLong(end.commitId());
            ListCodec.write(out, end.result());
        } else if (request instanceof AcceptHeld accept) {
            out.writeByte(ACCEPT);
            out.writeLong(accept.commitId());
        } else if (request instanceof RequestPoll poll) {
            out.writeByte(REQUEST);
            out.writeLong(poll.atMillis());
        } else if (request instanceof EndOffer offer) {
            out.writeByte(END_OFFER);
            out.writeString(offer.pollId());
            out.writeInt(offer.staged());
            out.writeLong(offer.commitId());
            ListCodec.write(out, offer.poll());
        } else {
            throw new IOException("no form for a request of " + request.getClass());
        }
    }

    static ListRequest read(ObjectDataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case BEGIN -> new BeginPoll(ListCodec.readRunning(in));
            case STAGE ->
                new StagePart(RosterCodec.text(in), in.readInt(), ListCodec.readContacts(in), ListCodec.readIds(in));
            case END ->
                new EndPoll(RosterCodec.text(in), in.readLong(), in.readInt(), in.readLong(), ListCodec.readEnded(in));
            case ACCEPT -> new AcceptHeld(in.readLong());
            case REQUEST -> new RequestPoll(in.readLong());
            case END_OFFER -> new EndOffer(RosterCodec.text(in), in.readInt(), in.readLong(), ListCodec.readState(in));
            default -> throw new IOException("request of kind " + kind + " (expected: 1 to 6)");
        };
    }
}
