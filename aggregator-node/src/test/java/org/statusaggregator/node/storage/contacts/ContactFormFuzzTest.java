package org.statusaggregator.node.storage.contacts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.statusaggregator.core.directory.Contact;
import org.statusaggregator.core.directory.ContactField;
import org.statusaggregator.core.directory.replica.Commit;
import org.statusaggregator.core.directory.replica.ListHeader;
import org.statusaggregator.core.directory.replica.PollState;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.node.support.Fuzz;

/** Whatever stands in the node's file is a contact or a list, or damaged; its checksum, which would tell sooner, is left out here. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ContactFormFuzzTest {
    @Test
    void contacts() {
        Contact anna = Contact.of("p1", List.of("anna@example.com"), Map.of(ContactField.TITLE, "Café"));
        Fuzz.run(
                List.of(ContactForm.encode(anna), ContactForm.encode(Contact.of("p1", List.of(), Map.of()))),
                Set.of(DamagedFileException.class),
                input -> {
                    Contact contact = ContactForm.contact("p1", input);
                    String unused = contact.emails() + contact.toString();
                });
    }

    @Test
    void lists() {
        ListHeader header = new ListHeader(List.of(new Commit(1, 2), new Commit(3, 4)), 5, PollState.NEW, null);
        Fuzz.run(
                List.of(ContactForm.encode(new StoredList(header, 1, 2))),
                Set.of(DamagedFileException.class),
                ContactForm::list);
    }
}
