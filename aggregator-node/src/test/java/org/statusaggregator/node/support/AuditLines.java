package org.statusaggregator.node.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.StringMapMessage;
import org.statusaggregator.node.audit.Audit;

/** What the audit log is told between creation and close. */
public final class AuditLines implements AutoCloseable {
    private final List<Map<String, String>> entries = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender =
            new AbstractAppender("audit-lines", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    StringMapMessage message = (StringMapMessage) event.getMessage();
                    entries.add(Map.copyOf(message.getData()));
                    lines.add(message.getFormattedMessage(new String[] {"JSON"}));
                }
            };

    public AuditLines() {
        appender.start();
        LoggerConfig logger = new LoggerConfig(Audit.LOGGER, Level.INFO, false);
        logger.addAppender(appender, null, null);
        context.getConfiguration().removeLogger(Audit.LOGGER); // what stands in the configuration would win
        context.getConfiguration().addLogger(Audit.LOGGER, logger);
        context.updateLoggers();
    }

    /** The fields of each entry about events of this kind. */
    public List<Map<String, String>> of(String event) {
        return entries.stream()
                .filter(entry -> event.equals(entry.get("event")))
                .toList();
    }

    /** Each entry as it stands in the file. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(Audit.LOGGER);
        context.updateLoggers();
        appender.stop();
    }
}
