package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.List;

/** Prints answers in one format. */
interface Printer {
    /** A whole list. */
    <M extends Message> void list(PrintWriter out, Listing<M> listing, List<M> rows);

    /** One object. */
    <M extends Message> void one(PrintWriter out, Listing<M> listing, M message);

    /**
     * The next object of a stream that has no end.
     *
     * @param number how many went before it
     */
    <M extends Message> void next(PrintWriter out, Listing<M> listing, M message, long number);

    /** The figures of one measurement. */
    void figures(PrintWriter out, Figures figures);
}
