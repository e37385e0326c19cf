package org.statusaggregator.core.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DirectoryDiffTest {
    private static Contact contact(String id, int title) {
        return Contact.of(id, List.of(id + "@example.com"), Map.of(ContactField.TITLE, "t" + title));
    }

    private static List<Contact> contacts(Map<Integer, Integer> titles) {
        List<Contact> contacts = new ArrayList<>();
        titles.forEach((id, title) -> contacts.add(contact("c" + id, title)));
        return contacts;
    }

    @Property
    void whatIsHeldAndTheDifferenceMakeWhatWasFound(
            @ForAll @Size(max = 30) Map<@IntRange(max = 40) Integer, @IntRange(max = 2) Integer> held,
            @ForAll @Size(max = 30) Map<@IntRange(max = 40) Integer, @IntRange(max = 2) Integer> found) {
        DirectoryDiff diff = DirectoryDiff.between(contacts(held), contacts(found));

        Map<String, Contact> result = new TreeMap<>();
        contacts(held).forEach(contact -> result.put(contact.id(), contact));
        diff.removed().forEach(id -> assertThat(result.remove(id)).isNotNull());
        diff.put().forEach(contact -> assertThat(result.put(contact.id(), contact))
                .isNotEqualTo(contact));
        assertThat(result.values()).containsExactlyInAnyOrderElementsOf(contacts(found));
        assertThat(diff.held()).isEqualTo(held.size());
        assertThat(held.size() - diff.removed().size() + diff.added()).isEqualTo(found.size());
        assertThat(diff.isEmpty()).isEqualTo(held.equals(found));
    }

    private static boolean suspicious(int held, int removed, int added, int percent) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < removed; i++) {
            ids.add("r" + i);
        }
        return new DirectoryDiff(List.of(), ids, added, held).shrinksSuspiciously(percent);
    }

    @Test
    void aListThatShrinksByMoreThanItsShareIsSuspicious() {
        assertThat(suspicious(100, 20, 0, 20)).isFalse();
        assertThat(suspicious(100, 21, 0, 20)).isTrue();
        assertThat(suspicious(100, 60, 50, 20)).as("others came").isFalse();
        assertThat(suspicious(10, 8, 0, 20)).as("a small list").isFalse();
        assertThat(suspicious(10, 10, 0, 20)).as("to nothing").isTrue();
        assertThat(suspicious(100, 100, 0, 100)).as("switched off").isFalse();
        assertThat(suspicious(100, 1, 0, 0)).isTrue();
        assertThat(suspicious(0, 0, 5, 0)).isFalse();
    }
}
