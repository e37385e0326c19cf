package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.List;

/** JSON. The objects of a list stand one a line, so that line tools can work on them too. */
final class JsonPrinter implements Printer {
    @Override
    public <M extends Message> void list(PrintWriter out, Listing<M> listing, List<M> rows) {
        if (rows.isEmpty()) {
            out.println("[]");
            return;
        }
        out.println("[");
        for (int i = 0; i < rows.size(); i++) {
            out.print(Trees.compact(rows.get(i)));
            out.println(i < rows.size() - 1 ? "," : "");
        }
        out.println("]");
    }

    @Override
    public <M extends Message> void one(PrintWriter out, Listing<M> listing, M message) {
        out.println(Trees.pretty(message));
    }

    @Override
    public <M extends Message> void next(PrintWriter out, Listing<M> listing, M message, long number) {
        out.println(Trees.compact(message));
    }

    @Override
    public void figures(PrintWriter out, Figures figures) {
        out.println(Trees.pretty(figures.tree()));
    }
}
