package org.statusaggregator.node.config;

import java.util.List;

/** A configuration with problems: all of them, each as a sentence that names key, value and expectation. */
public final class BadConfigException extends Exception {
    private final List<String> problems;

    BadConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order of the keys. */
    public List<String> problems() {
        return problems;
    }
}
