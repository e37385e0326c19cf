package org.statusaggregator.core.directory;

import java.util.List;

/**
 * One line of a mapping file.
 *
 * @param field the contact attribute
 * @param attributes the directory's attributes; of texts the first one that has a value counts, of e-mail addresses all do
 * @param separator what stands between several values; "" = only the first value counts
 */
public record AttributeRule(ContactField field, List<String> attributes, String separator) {
    /** Copies the names. */
    public AttributeRule {
        attributes = List.copyOf(attributes);
    }
}
