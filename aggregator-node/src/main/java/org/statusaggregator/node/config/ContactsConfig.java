package org.statusaggregator.node.config;

import java.time.Duration;
import java.util.List;
import org.statusaggregator.node.contacts.ContactListSource;

/**
 * Contact lists as configured.
 *
 * @param lists by name, in order
 * @param pollJitter how long after their time polls may begin
 * @param warnings what is allowed and has no effect, each as a sentence
 */
public record ContactsConfig(List<ContactListSource> lists, Duration pollJitter, List<String> warnings) {
    /** Copies both lists. */
    public ContactsConfig {
        lists = List.copyOf(lists);
        warnings = List.copyOf(warnings);
    }
}
