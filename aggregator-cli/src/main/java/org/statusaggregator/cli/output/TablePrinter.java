package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.Terminal;

/** For people: rows under headers, cut to the terminal; one object as a card of lines. */
final class TablePrinter implements Printer {
    private static final String GAP = "  ";
    /** A first column wider than this gives way like any other. */
    private static final int MOST_UNCUT = 40;
    /** A text of this width is cut only when nothing else is left. */
    private static final int SHORT_WORD = 8;
    /** Fewer columns of a terminal say nothing. */
    private static final int LEAST = 4;

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
        String[][] cells = rows.stream()
                .map(row -> columns.stream().map(column -> column.text(row)).toArray(String[]::new))
                .toArray(String[][]::new);
        int[] widths = widths(columns, cells);
        if (!wide) {
            int gaps = GAP.length() * (widths.length - 1);
            widths = Fit.into(terminal.width() - gaps, widths, floors(columns, widths));
        }
        out.println(line(columns, headers(columns), widths, tones(columns, null)));
        for (int r = 0; r < cells.length; r++) {
            out.println(line(columns, cells[r], widths, tones(columns, rows.get(r))));
        }
    }

    private static <M> int[] widths(List<Column<M>> columns, String[][] cells) {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            int widest = DisplayWidth.of(columns.get(c).header());
            for (String[] row : cells) {
                widest = Math.max(widest, DisplayWidth.of(row[c]));
            }
            widths[c] = widest;
        }
        return widths;
    }

    /** Numbers are never cut. The first column, which says whose row it is, is cut after the others; short words and headers last. */
    private static <M> List<int[]> floors(List<Column<M>> columns, int[] widths) {
        int[] others = Arrays.copyOf(widths, widths.length);
        int[] first = Arrays.copyOf(widths, widths.length);
        int[] headers = Arrays.copyOf(widths, widths.length);
        int[] least = Arrays.copyOf(widths, widths.length);
        for (int c = 0; c < widths.length; c++) {
            if (columns.get(c).kind() == Column.Kind.TEXT) {
                headers[c] = DisplayWidth.of(columns.get(c).header());
                first[c] = Math.min(widths[c], Math.max(headers[c], SHORT_WORD));
                others[c] = c == 0 ? Math.min(widths[c], MOST_UNCUT) : first[c];
                least[c] = Math.min(widths[c], LEAST);
            }
        }
        return List.of(others, first, headers, least);
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
    public void figures(PrintWriter out, Figures figures) {
        int label = figures.all().stream()
                .mapToInt(figure -> DisplayWidth.of(figure.label()))
                .max()
                .orElse(0);
        for (Figures.Figure figure : figures.all()) {
            String value = figure.tone().apply(figure.text(), terminal.colour());
            out.println((pad(figure.label(), label, Column.Kind.TEXT) + GAP + value).stripTrailing());
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

    private static <M> Tone[] tones(List<Column<M>> columns, @Nullable M row) {
        return columns.stream()
                .map(column -> row == null ? Tone.PLAIN : column.tone().apply(row))
                .toArray(Tone[]::new);
    }

    private static String pad(String text, int width, Column.Kind kind) {
        String blanks = " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
        return kind == Column.Kind.NUMBER ? blanks + text : text + blanks;
    }
}
