package org.statusaggregator.node.cluster.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What this package logs from DEBUG on, and Hazelcast from INFO on, between creation and close; nothing of it reaches the console. */
final class TestLog implements AutoCloseable {
    static final String OURS = "org.statusaggregator.node.cluster.tls";
    static final String HAZELCAST = "com.hazelcast";

    private final ConcurrentLinkedQueue<LogEvent> events = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender =
            new AbstractAppender("test-log", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    events.add(event.toImmutable());
                }
            };

    TestLog() {
        appender.start();
        listen(OURS, Level.DEBUG);
        listen(HAZELCAST, Level.INFO);
    }

    /** Our own lines of this level. */
    List<String> ours(Level level) {
        return lines(OURS, level)
                .map(event -> event.getMessage().getFormattedMessage())
                .toList();
    }

    /** Hazelcast's lines with a stack trace. */
    List<String> stackTracesOfHazelcast() {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith(HAZELCAST) && event.getThrown() != null)
                .map(event -> event.getLoggerName() + ": " + event.getMessage().getFormattedMessage() + ": "
                        + event.getThrown())
                .toList();
    }

    /** Everything, for a failure's description. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        events.forEach(event -> lines.add(event.getLevel() + " " + event.getLoggerName() + ": "
                + event.getMessage().getFormattedMessage()));
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(OURS);
        context.getConfiguration().removeLogger(HAZELCAST);
        context.updateLoggers();
        appender.stop();
    }

    private Stream<LogEvent> lines(String logger, Level level) {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith(logger)
                        && event.getLevel().equals(level));
    }

    private void listen(String name, Level level) {
        LoggerConfig logger = new LoggerConfig(name, level, false);
        logger.addAppender(appender, null, null);
        context.getConfiguration().addLogger(name, logger);
        context.updateLoggers();
    }
}
