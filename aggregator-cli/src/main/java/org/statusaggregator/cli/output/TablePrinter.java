package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.statusaggregator.cli.environment.Terminal;

/** For people: rows under headers, cut to the terminal; one object as a card of lines. */
final class TablePrinter implements Printer {
    private static final String GAP = "  ";

    private final Terminal terminal;
    private final boolean wide;

    TablePrinter(Terminal terminal, boolean wide) {
        this.terminal = terminal;
        this.wide = wide;
    }

    @Override
    public <M extends Message> void list(PrintWriter out, Listing<M> listing, List<M> rows) {
        if (rows.isEmpty()) {
            out.println(listing.whenEmpty());
            return;
        }
        List<Column<M>> columns = listing.columns(wide);
        int[] widths = columns.stream()
                .mapToInt(column -> DisplayWidth.of(column.header()))
                .toArray();
        int[] narrowest = Arrays.copyOf(widths, widths.length);
        String[][] cells = new String[rows.size()][columns.size()];
        for (int r = 0; r < cells.length; r++) {
            for (int c = 0; c < widths.length; c++) {
                cells[r][c] = columns.get(c).text(rows.get(r));
                widths[c] = Math.max(widths[c], DisplayWidth.of(cells[r][c]));
            }
        }
        for (int c = 0; c < widths.length; c++) {
            if (columns.get(c).kind() == Column.Kind.NUMBER) {
                narrowest[c] = widths[c];
            }
        }
        int[] fitted =
                wide ? widths : Fit.into(terminal.width() - GAP.length() * (widths.length - 1), widths, narrowest);
        out.println(line(columns, headers(columns), fitted, tonesOf(columns, null)));
        for (int r = 0; r < cells.length; r++) {
            out.println(line(columns, cells[r], fitted, tonesOf(columns, rows.get(r))));
        }
    }

    @Override
    public <M extends Message> void one(PrintWriter out, Listing<M> listing, M message) {
        List<Column<M>> columns = listing.columns(wide);
        int label = columns.stream()
                .mapToInt(column -> DisplayWidth.of(column.header()))
                .max()
                .orElse(0);
        for (Column<M> column : columns) {
            String value = column.tone().apply(message).apply(column.text(message), terminal.colour());
            out.println((pad(column.header(), label, Column.Kind.TEXT) + GAP + value).stripTrailing());
        }
    }

    @Override
    public <M extends Message> void next(PrintWriter out, Listing<M> listing, M message, long number) {
        throw new UnsupportedOperationException("a stream is shown to people in sentences, not as a table");
    }

    private <M> String line(List<Column<M>> columns, String[] cells, int[] widths, Tone[] tones) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.length; c++) {
            String padded = pad(
                    DisplayWidth.cut(cells[c], widths[c]),
                    widths[c],
                    columns.get(c).kind());
            line.append(c == 0 ? "" : GAP).append(tones[c].apply(padded, terminal.colour()));
        }
        return line.toString().stripTrailing();
    }

    private static <M> String[] headers(List<Column<M>> columns) {
        return columns.stream().map(Column::header).toArray(String[]::new);
    }

    private static <M> Tone[] tonesOf(List<Column<M>> columns, @org.jspecify.annotations.Nullable M row) {
        return columns.stream()
                .map(column -> row == null ? Tone.PLAIN : column.tone().apply(row))
                .toArray(Tone[]::new);
    }

    private static String pad(String text, int width, Column.Kind kind) {
        String blanks = " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
        return kind == Column.Kind.NUMBER ? blanks + text : text + blanks;
    }
}
