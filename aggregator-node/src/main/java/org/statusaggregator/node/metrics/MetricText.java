package org.statusaggregator.node.metrics;

/** Writes numbers in Prometheus' text format, version 0.0.4. */
final class MetricText {
    /** Before every name. */
    private static final String PREFIX = "status_aggregator_";

    private final StringBuilder text = new StringBuilder();
    private String name = "";

    /** Begins a number that goes up and down; its values follow. */
    MetricText gauge(String of, String help) {
        return begin(of, "gauge", help);
    }

    /** Begins a number that only grows while the node runs; its values follow. */
    MetricText counter(String of, String help) {
        return begin(of, "counter", help);
    }

    private MetricText begin(String of, String type, String help) {
        name = PREFIX + of;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * A value of what was begun last.
     *
     * @param labels name, value, name, value, …
     */
    MetricText value(long value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    private void escape(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(Character.isISOControl(c) ? '?' : c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
