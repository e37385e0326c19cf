package org.statusaggregator.core.directory;

/** A setting that cannot be used: what it is called, its value, and what was expected. */
public final class BadSettingException extends Exception {
    private final String setting;
    private final String value;
    private final String expected;

    /** With its three parts. */
    public BadSettingException(String setting, String value, String expected) {
        super(setting + ": \"" + value + "\" (expected: " + expected + ")");
        this.setting = setting;
        this.value = value;
        this.expected = expected;
    }

    /** What it is called. */
    public String setting() {
        return setting;
    }

    /** What was given. */
    public String value() {
        return value;
    }

    /** What would have been good. */
    public String expected() {
        return expected;
    }
}
