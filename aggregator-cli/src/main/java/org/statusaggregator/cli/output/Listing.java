package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How messages of one kind are shown to people. Scripts get every field, whatever stands here.
 *
 * @param <M> the message that is one row
 */
public final class Listing<M extends Message> {
    private final M kind;
    private final String whenEmpty;
    private final List<Column<M>> columns = new ArrayList<>();

    /**
     * A listing without columns.
     *
     * @param kind the default instance of the rows' type
     * @param whenEmpty the sentence that a person reads when there is no row
     */
    public Listing(M kind, String whenEmpty) {
        this.kind = kind;
        this.whenEmpty = whenEmpty;
    }

    /** Adds a text column. */
    public Listing<M> text(String header, Function<M, String> value) {
        return add(header, value, Column.Kind.TEXT, false, row -> Tone.PLAIN);
    }

    /** Adds a text column that has a tone. */
    public Listing<M> text(String header, Function<M, String> value, Function<M, Tone> tone) {
        return add(header, value, Column.Kind.TEXT, false, tone);
    }

    /** Adds a column of numbers or ages. */
    public Listing<M> number(String header, Function<M, Object> value) {
        return add(header, row -> value.apply(row).toString(), Column.Kind.NUMBER, false, row -> Tone.PLAIN);
    }

    /** Adds a text column for {@code -o wide}. */
    public Listing<M> wideText(String header, Function<M, String> value) {
        return add(header, value, Column.Kind.TEXT, true, row -> Tone.PLAIN);
    }

    /** Adds a column of numbers or ages for {@code -o wide}. */
    public Listing<M> wideNumber(String header, Function<M, Object> value) {
        return add(header, row -> value.apply(row).toString(), Column.Kind.NUMBER, true, row -> Tone.PLAIN);
    }

    private Listing<M> add(
            String header, Function<M, String> value, Column.Kind type, boolean wideOnly, Function<M, Tone> tone) {
        columns.add(new Column<>(header, value, type, wideOnly, tone));
        return this;
    }

    M kind() {
        return kind;
    }

    String whenEmpty() {
        return whenEmpty;
    }

    List<Column<M>> columns(boolean wide) {
        return columns.stream().filter(column -> wide || !column.wideOnly()).toList();
    }
}
