package org.statusaggregator.node.watch;

/** Where a watch's messages go. Called on the view's thread only; never blocks. */
public interface WatchOutput {
    /** Whether the peer takes more without anything piling up here. When it becomes so again, {@link WatchHub#resume} is to be called. */
    boolean isReady();

    /** Sends an encoded WatchResponse. The bytes are shared: not to be changed. */
    void send(byte[] message);

    /** Ends the stream in order. */
    void end();
}
