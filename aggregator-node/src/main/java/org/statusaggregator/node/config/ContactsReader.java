package org.statusaggregator.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;

/** Reads the block {@code contacts}. */
final class ContactsReader {
    private static final String ROOT = "status-aggregator.contacts.";
    private static final Duration LONGEST_JITTER = Duration.ofHours(1);

    private final Config config;
    private final Path base;
    private final List<String> problems;
    private final List<String> warnings = new ArrayList<>();

    /**
     * A reader.
     *
     * @param base relative paths begin there
     * @param problems takes down what is wrong
     */
    ContactsReader(Config config, Path base, List<String> problems) {
        this.config = config;
        this.base = base;
        this.problems = problems;
    }

    /** Whether a key of the node's configuration stands in a block that its owner named; those are checked here. */
    static boolean isNamed(String key) {
        return key.startsWith("contacts.data-sources.") || key.startsWith("contacts.lists.");
    }

    ContactsConfig read() {
        Map<String, DataSource> sources = new LinkedHashMap<>();
        blocks("data-sources", "data-source-defaults").forEach((name, block) -> {
            DataSource source = new DataSourceReader(name, block, base, warnings).read();
            if (source != null) {
                sources.put(name, source);
            }
        });
        Set<String> names = keys("data-sources");
        List<ContactListSource> lists = new ArrayList<>();
        blocks("lists", "list-defaults").forEach((name, block) -> {
            String wanted = block.text("data-source");
            if (!names.contains(wanted)) {
                block.problem("data-source", wanted, "one of " + names);
            }
            @Nullable DataSource source = sources.get(wanted);
            ContactListSource list = source == null ? null : new ListReader(name, block, source, base, warnings).read();
            if (list != null) {
                lists.add(list);
            }
        });
        return new ContactsConfig(sources, lists, jitter(), warnings);
    }

    private Duration jitter() {
        try {
            Duration jitter = config.getDuration("poll-jitter");
            if (!jitter.isNegative() && jitter.compareTo(LONGEST_JITTER) <= 0) {
                return jitter;
            }
            problems.add(ROOT + "poll-jitter: \"" + jitter + "\" (expected: PT0S to " + LONGEST_JITTER + ")");
        } catch (ConfigException e) {
            problems.add(ROOT + "poll-jitter: no duration (expected: a duration such as 30s)");
        }
        return Duration.ZERO;
    }

    private Set<String> keys(String kind) {
        boolean isBlock = config.hasPath(kind) && config.getValue(kind).valueType() == ConfigValueType.OBJECT;
        return new TreeSet<>(isBlock ? config.getConfig(kind).root().keySet() : List.<String>of());
    }

    private Map<String, Block> blocks(String kind, String defaults) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (String name : keys(kind)) {
            String path = ConfigUtil.joinPath(kind, name);
            if (!name.matches("[^\\p{Cc}/]{1,64}") || name.isBlank()) {
                problems.add(ROOT + path + ": bad name (expected: 1 to 64 characters without \"/\")");
            } else if (config.getValue(path).valueType() != ConfigValueType.OBJECT) {
                problems.add(ROOT + path + ": \"" + config.getValue(path).unwrapped() + "\" (expected: a block)");
            } else {
                Config all = config.getConfig(defaults);
                blocks.put(name, new Block(ROOT + path, config.getConfig(path), all, problems));
            }
        }
        return blocks;
    }
}
