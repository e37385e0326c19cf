package org.statusaggregator.cli.output;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.Environment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o} of every reading command, and the printing of its answer. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, wide, json, yaml or csv (default: ${DEFAULT-VALUE})")
    private Format format = Format.TABLE;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private final Environment environment;
    private long printed;

    /** Options for a command in these surroundings. */
    public OutputOptions(Environment environment) {
        this.environment = environment;
    }

    /** The chosen format. */
    public Format format() {
        return format;
    }

    /** Prints a list. */
    public <M extends Message> void list(Listing<M> listing, List<M> rows) {
        printer().list(out(), listing, rows);
        out().flush();
    }

    /** Prints one object. */
    public <M extends Message> void one(Listing<M> listing, M message) {
        printer().one(out(), listing, message);
        out().flush();
    }

    /** Prints the figures of one measurement. */
    public void figures(Figures figures) {
        printer().figures(out(), figures);
        out().flush();
    }

    /**
     * Prints the next object of an endless stream, for scripts, and flushes.
     *
     * @return whether anybody still reads; false once the pipe is closed
     */
    public <M extends Message> boolean next(Listing<M> listing, M message) {
        printer().next(out(), listing, message, printed++);
        return !out().checkError();
    }

    /**
     * Prints a sentence for people, and flushes.
     *
     * @param sentence may hold text from the network
     * @return whether anybody still reads; false once the pipe is closed
     */
    public boolean sentence(String sentence) {
        out().println(SafeText.of(sentence));
        return !out().checkError();
    }

    /** Says something beside the answer, on the error stream. */
    public void remark(String sentence) {
        PrintWriter err = spec().commandLine().getErr();
        err.println(SafeText.of(sentence));
        err.flush();
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("no command uses these options");
        }
        return command;
    }

    private Printer printer() {
        return switch (format) {
            case TABLE -> new TablePrinter(environment.terminal(), false);
            case WIDE -> new TablePrinter(environment.terminal(), true);
            case JSON -> new JsonPrinter();
            case YAML -> new YamlPrinter();
            case CSV -> new CsvPrinter();
        };
    }
}
