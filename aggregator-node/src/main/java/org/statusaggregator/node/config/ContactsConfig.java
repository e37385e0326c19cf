package org.statusaggregator.node.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.statusaggregator.node.contacts.ContactListSource;
import org.statusaggregator.node.contacts.DataSource;

/**
 * Contact lists as configured.
 *
 * @param sources by name
 * @param lists by name, in order
 * @param pollJitter how long after their time polls may begin
 * @param warnings what is allowed and has no effect, each as a sentence
 */
public record ContactsConfig(
        Map<String, DataSource> sources, List<ContactListSource> lists, Duration pollJitter, List<String> warnings) {
    /** Copies map and lists. */
    public ContactsConfig {
        sources = Map.copyOf(sources);
        lists = List.copyOf(lists);
        warnings = List.copyOf(warnings);
    }
}
