package org.statusaggregator.cli.output;

/** The formats of {@code -o}. */
public enum Format {
    /** For people: the main columns, cut to fit the terminal. */
    TABLE,
    /** For people: every column, never cut. */
    WIDE,
    /** For scripts: the wire's messages in protobuf's JSON mapping; a list is one array. */
    JSON,
    /** The same tree as JSON. */
    YAML,
    /** One header line, then a line for each row; nested fields have dotted names. */
    CSV;

    /** Whether a person is the reader. */
    public boolean forPeople() {
        return this == TABLE || this == WIDE;
    }
}
