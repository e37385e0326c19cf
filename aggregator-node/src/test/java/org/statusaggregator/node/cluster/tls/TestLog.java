package org.statusaggregator.node.cluster.tls;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/** What this package logs from DEBUG on, and Hazelcast from INFO on, between creation and close; nothing of it reaches the console. */
final class TestLog implements AutoCloseable {
    static final String OURS = "org.statusaggregator.node.cluster.tls";
    static final String HAZELCAST = "com.hazelcast";

    private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender =
            new AbstractAppender("test-log", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    lines.add(Line.of(event));
                }
            };

    TestLog() {
        appender.start();
        listen(OURS, Level.DEBUG);
        listen(HAZELCAST, Level.INFO);
    }

    /** Our own lines of this level. */
    List<String> ours(Level level) {
        return lines.stream()
                .filter(line -> line.logger.startsWith(OURS) && line.level.equals(level))
                .map(Line::text)
                .toList();
    }

    /** Hazelcast's lines with a stack trace. */
    List<Line> stackTracesOfHazelcast() {
        return lines.stream()
                .filter(line -> line.logger.startsWith(HAZELCAST) && line.thrown != null)
                .toList();
    }

    /** Everything, for a failure's description. */
    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(OURS);
        context.getConfiguration().removeLogger(HAZELCAST);
        context.updateLoggers();
        appender.stop();
    }

    private void listen(String name, Level level) {
        LoggerConfig logger = new LoggerConfig(name, level, false);
        logger.addAppender(appender, null, null);
        context.getConfiguration().addLogger(name, logger);
        context.updateLoggers();
    }

    /** A line as text: an event would keep the objects that it is about. */
    record Line(Level level, String logger, String text, @Nullable Throwable thrown) {
        static Line of(LogEvent event) {
            return new Line(
                    event.getLevel(),
                    event.getLoggerName(),
                    event.getMessage().getFormattedMessage(),
                    event.getThrown());
        }

        @Override
        public String toString() {
            return level + " " + logger + ": " + text + (thrown == null ? "" : ": " + thrown);
        }
    }
}
