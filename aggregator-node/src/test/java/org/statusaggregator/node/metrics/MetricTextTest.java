package org.statusaggregator.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTextTest {
    @Test
    void namesValuesAndLabelsAsPrometheusReadsThem() {
        assertThat(new MetricText()
                        .gauge("users", "Users.")
                        .value(5)
                        .counter("polls", "Polls.")
                        .value(7, "list", "people", "state", "OK")
                        .toString())
                .isEqualTo(
                        """
                        # HELP status_aggregator_users Users.
                        # TYPE status_aggregator_users gauge
                        status_aggregator_users 5
                        # HELP status_aggregator_polls Polls.
                        # TYPE status_aggregator_polls counter
                        status_aggregator_polls{list="people",state="OK"} 7
                        """);
    }

    @Test
    void aLabelCannotEndItsLine() {
        assertThat(new MetricText()
                        .gauge("x", "X.")
                        .value(1, "name", "a\"} 9\nb\\c\u001b[2J")
                        .toString())
                .endsWith("{name=\"a\\\"} 9\\nb\\\\c?[2J\"} 1\n");
    }
}
