package org.statusaggregator.node.cluster;

import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import java.lang.reflect.Field;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Shortens a wait of the data grid. When its oldest member dies, the thread that gives what it owned to others is told to pause until the next oldest has taken its place, which takes some
 * milliseconds; but it looks again only after 250, and no setting makes that less (decision 0011). The field is set where it lies. If an upgrade has moved it, everything works as
 * before, a quarter of a second later, and {@code MigrationPauseTest} fails.
 */
final class MigrationPause {
    private static final Logger LOG = LogManager.getLogger(MigrationPause.class);
    private static final long MILLIS = 10;

    private MigrationPause() {}

    /** Returns whether it could be done. */
    static boolean shorten(InternalPartitionServiceImpl partitions) {
        try {
            Object migrations = partitions.getMigrationManager();
            Object thread = field(migrations, "migrationThread").get(migrations);
            field(thread, "sleepTime").setLong(thread, MILLIS);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.info("the grid's wait after the death of its oldest member stays 250 ms: {}", e.toString());
            return false;
        }
    }

    /** How long the thread sleeps, in milliseconds. */
    static long millis(InternalPartitionServiceImpl partitions) throws ReflectiveOperationException {
        Object migrations = partitions.getMigrationManager();
        Object thread = field(migrations, "migrationThread").get(migrations);
        return field(thread, "sleepTime").getLong(thread);
    }

    private static Field field(Object of, String name) throws NoSuchFieldException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
