package org.statusaggregator.node.contacts;

import java.io.IOException;

/** A password that is read where it is kept each time it is needed, so that it can be changed there, and that no text of ours shows. */
public interface Secret {
    /** No password. */
    Secret NONE = () -> "";

    /**
     * The password.
     *
     * @throws IOException if it cannot be read
     */
    String read() throws IOException;
}
