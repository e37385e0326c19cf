package org.statusaggregator.node.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import org.statusaggregator.core.status.EndSession;
import org.statusaggregator.core.status.OfferRoster;
import org.statusaggregator.core.status.OpenSession;
import org.statusaggregator.core.status.PublishBatch;
import org.statusaggregator.core.status.RestoreRoster;
import org.statusaggregator.core.status.RosterRequest;
import org.statusaggregator.core.status.SessionCall;

/** How requests travel to the member that owns the roster. */
final class RequestCodec {
    private static final int OPEN = 1;
    private static final int PUBLISH = 2;
    private static final int CALL = 3;
    private static final int END = 4;
    private static final int OFFER = 5;
    private static final int RESTORE = 6;

    private RequestCodec() {}

    static void write(ObjectDataOutput out, RosterRequest request) throws IOException {
        if (request instanceof PublishBatch publish) {
            out.writeByte(PUBLISH);
            out.writeString(publish.sessionId());
            out.writeString(publish.node());
            out.writeLong(publish.number());
            out.writeByte(publish.part().ordinal());
            RosterCodec.writeRows(out, publish.rows());
        } else if (request instanceof SessionCall call) {
            out.writeByte(CALL);
            out.writeString(call.sessionId());
            out.writeString(call.node());
            out.writeByte(call.kind().ordinal());
            out.writeLong(call.answered());
        } else if (request instanceof OpenSession open) {
            out.writeByte(OPEN);
            out.writeString(open.cicServer());
            out.writeString(open.sessionId());
            out.writeString(open.node());
            out.writeBoolean(open.terms().takeOver());
            out.writeLong(open.terms().lastEpoch());
            out.writeLong(open.terms().leaseMillis());
            RosterCodec.write(out, open.about());
        } else if (request instanceof EndSession end) {
            out.writeByte(END);
            out.writeString(end.sessionId());
            out.writeLong(end.leaseCounter());
            out.writeString(end.epochId());
        } else if (request instanceof OfferRoster offer) {
            out.writeByte(OFFER);
            RosterCodec.write(out, offer.offered());
        } else if (request instanceof RestoreRoster restore) {
            out.writeByte(RESTORE);
            RosterCodec.write(out, restore.stored());
            RosterCodec.writeRows(out, restore.rows());
            out.writeString(restore.epochId());
        } else {
            throw new IOException("no form for a request of " + request.getClass());
        }
    }

    static RosterRequest read(ObjectDataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case PUBLISH ->
                new PublishBatch(
                        RosterCodec.text(in),
                        RosterCodec.text(in),
                        in.readLong(),
                        PublishBatch.Part.of(in.readByte()),
                        RosterCodec.readRows(in));
            case CALL ->
                new SessionCall(
                        RosterCodec.text(in), RosterCodec.text(in), SessionCall.Kind.of(in.readByte()), in.readLong());
            case OPEN ->
                new OpenSession(
                        RosterCodec.text(in),
                        RosterCodec.text(in),
                        RosterCodec.text(in),
                        new OpenSession.Terms(in.readBoolean(), in.readLong(), in.readLong()),
                        RosterCodec.readAbout(in));
            case END -> new EndSession(RosterCodec.text(in), in.readLong(), RosterCodec.text(in));
            case OFFER -> new OfferRoster(RosterCodec.readChange(in));
            case RESTORE ->
                new RestoreRoster(RosterCodec.readHeader(in), RosterCodec.readRows(in), RosterCodec.text(in));
            default -> throw new IOException("request of kind " + kind + " (expected: 1 to 6)");
        };
    }
}
