package org.statusaggregator.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.directory.replica.PollOutcome;
import org.statusaggregator.core.status.Status;

class WireContactsTest {
    /** Of each field its name is the value, so that none can stand in another one's place. */
    @Test
    void everyFieldHasItsPlace() {
        Map<ContactField, String> fields = new HashMap<>();
        ContactField.KNOWN.forEach(field -> fields.put(field, field.name()));
        fields.put(ContactField.other(3), "nonIcAttrib3");
        org.statusaggregator.v1.Contact proto =
                WireContacts.toProto(Contact.of("17", List.of("a@b", "c@d"), fields), Status.of("u", "a@b"));

        assertThat(proto.getId()).isEqualTo("17");
        assertThat(proto.getEmailsList()).containsExactly("a@b", "c@d");
        assertThat(proto.getStatus().getUserId()).isEqualTo("u");
        Map<String, Object> own = new HashMap<>();
        proto.getAllFields().forEach((field, value) -> own.put(field.getJsonName(), value));
        proto.getOthersMap().forEach((name, value) -> assertThat(value).isEqualTo(name));
        fields.keySet().stream()
                .map(ContactField::name)
                .filter(name -> !name.equals("businessEmail"))
                .forEach(name -> assertThat(
                                own.getOrDefault(name, proto.getOthersMap().get(name)))
                        .as(name)
                        .isEqualTo(name));
    }

    @Test
    void aContactWithoutStatusHasNone() {
        assertThat(WireContacts.toProto(Contact.of("1", List.of(), Map.of()), null)
                        .hasStatus())
                .isFalse();
    }

    @Test
    void everyOutcomeHasAName() {
        for (PollOutcome outcome : PollOutcome.values()) {
            assertThat(WireContacts.toProto(outcome).name()).isEqualTo(outcome.name());
        }
    }
}
