package org.statusaggregator.node.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.statusaggregator.node.watch.WatchOutput;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

/** A {@link WatchOutput} that keeps what is sent, and takes as much as the test allows. */
public final class RecordingOutput implements WatchOutput {
    private static final int ENDLESS = Integer.MAX_VALUE;

    private final List<WatchResponse> messages = new ArrayList<>();
    private final List<byte[]> encoded = new ArrayList<>();
    private ByteString token = ByteString.EMPTY;
    private int room = ENDLESS;
    private boolean ended;

    @Override
    public boolean isReady() {
        return room > 0;
    }

    @Override
    public void send(byte[] message) {
        if (ended) {
            throw new IllegalStateException("a message after the end");
        }
        room = room == ENDLESS ? ENDLESS : Math.max(0, room - 1);
        encoded.add(message);
        try {
            WatchResponse parsed = WatchResponse.parseFrom(message);
            messages.add(parsed);
            remember(parsed.getSnapshotEnd().getResumeToken());
            remember(parsed.getProgress().getResumeToken());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no WatchResponse", e);
        }
    }

    private void remember(ByteString newToken) {
        if (!newToken.isEmpty()) {
            token = newToken;
        }
    }

    @Override
    public void end() {
        if (ended) {
            throw new IllegalStateException("ended twice");
        }
        ended = true;
    }

    /** From now on it takes this many messages, then it is not ready. */
    public void take(int count) {
        room = count;
    }

    /** From now on it takes everything. */
    public void takeAll() {
        room = ENDLESS;
    }

    /** Whether the stream was ended. */
    public boolean isEnded() {
        return ended;
    }

    /** Every message so far. */
    public List<WatchResponse> messages() {
        return messages;
    }

    /** The same, as sent. */
    public List<byte[]> encoded() {
        return encoded;
    }

    /** The last token that was sent. */
    public byte[] token() {
        return token.toByteArray();
    }

    /** Forgets the messages; the token stays. */
    public void clear() {
        messages.clear();
        encoded.clear();
    }

    /**
     * The messages in short: a mark is its name, with the CIC server's if it has one ("SNAPSHOT_BEGIN", "CIC_SERVER cic1 LIVE"), a row is
     * "cic1/u1 key" or "cic1/u1 gone".
     */
    public List<String> told() {
        List<String> told = new ArrayList<>();
        for (WatchResponse message : messages) {
            message.getStatusesList().forEach(row -> told.add(row(row)));
            switch (message.getMarkCase()) {
                case CIC_SERVER ->
                    told.add("CIC_SERVER " + message.getCicServer().getCicServer() + " "
                            + message.getCicServer().getState());
                case RESYNC_BEGIN ->
                    told.add("RESYNC_BEGIN " + message.getResyncBegin().getCicServer());
                case RESYNC_END ->
                    told.add("RESYNC_END " + message.getResyncEnd().getCicServer());
                case MARK_NOT_SET -> {}
                default -> told.add(message.getMarkCase().name());
            }
        }
        return told;
    }

    /** The rows among {@link #told}. */
    public List<String> rows() {
        return told().stream().filter(text -> text.contains("/")).toList();
    }

    private static String row(Status row) {
        return row.getCicServer() + "/" + row.getUserId() + " " + (row.getRemoved() ? "gone" : row.getStatusKey());
    }
}
