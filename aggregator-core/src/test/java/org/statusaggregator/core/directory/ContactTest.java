package org.statusaggregator.core.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContactTest {
    @Property(tries = 300)
    void whatIsPackedIsUnpacked(
            @ForAll("texts") String id,
            @ForAll("emails") List<String> emails,
            @ForAll("fields") Map<ContactField, String> fields) {
        Contact contact = Contact.unpack(Contact.of(id, emails, fields).packed());

        assertThat(contact.id()).isEqualTo(id);
        assertThat(contact.emails()).isEqualTo(emails);
        fields.forEach((field, value) -> assertThat(contact.get(field)).isEqualTo(value));
        Map<ContactField, String> read = new HashMap<>();
        contact.forEach(read::put);
        Map<ContactField, String> expected = new HashMap<>(fields);
        expected.values().removeIf(String::isEmpty);
        assertThat(read).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(300).filter(text -> text.chars()
                .noneMatch(ContactTest::surrogate));
    }

    @Provide
    Arbitrary<List<String>> emails() {
        return texts().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Map<ContactField, String>> fields() {
        Arbitrary<ContactField> others = Arbitraries.integers().between(1, 99).map(ContactField::other);
        return Arbitraries.maps(Arbitraries.oneOf(Arbitraries.of(ContactField.KNOWN), others), texts())
                .ofMaxSize(12);
    }

    private static boolean surrogate(int c) {
        return Character.isSurrogate((char) c);
    }

    @Test
    void equalContactsAreEqualInWhateverOrderTheirFieldsCame() {
        Map<ContactField, String> one = Map.of(ContactField.TITLE, "Dr", ContactField.LAST_NAME, "Lee");
        Map<ContactField, String> other = new HashMap<>();
        other.put(ContactField.LAST_NAME, "Lee");
        other.put(ContactField.TITLE, "Dr");
        other.put(ContactField.NOTES, "");

        assertThat(Contact.of("1", List.of(), one))
                .isEqualTo(Contact.of("1", List.of(), other))
                .hasSameHashCodeAs(Contact.of("1", List.of(), other))
                .isNotEqualTo(Contact.of("2", List.of(), one));
    }

    @Test
    void aContactIsCalledByTheBestNameThatItHas() {
        assertThat(Contact.of("1", List.of("a@x"), Map.of(ContactField.DISPLAY_NAME, "Ann Lee"))
                        .label())
                .isEqualTo("Ann Lee");
        assertThat(Contact.of("1", List.of("a@x"), Map.of(ContactField.LAST_NAME, "Lee"))
                        .label())
                .isEqualTo("Lee");
        assertThat(Contact.of("1", List.of("a@x"), Map.of()).label()).isEqualTo("a@x");
        assertThat(Contact.of("1", List.of(), Map.of()).label()).isEqualTo("1");
    }

    @Test
    void fieldsAreFoundByNameInAnyCaseAndByNumber() {
        assertThat(ContactField.of("FIRSTname")).isEqualTo(ContactField.FIRST_NAME);
        assertThat(ContactField.of("NON_IC_ATTRIB_7")).isEqualTo(ContactField.other(7));
        assertThat(ContactField.of("nonIcAttrib99")).isEqualTo(ContactField.other(99));
        assertThat(ContactField.of("NON_IC_ATTRIB_0")).isNull();
        assertThat(ContactField.of("shoeSize")).isNull();
        assertThat(ContactField.KNOWN)
                .allSatisfy(field -> assertThat(ContactField.of(field.code())).isEqualTo(field))
                .allSatisfy(field -> assertThat(ContactField.of(field.name())).isEqualTo(field));
        assertThat(ContactField.of(107)).isEqualTo(ContactField.other(7));
    }

    @Test
    void peopleAreFoundWithoutRegardToCaseAndAccents() {
        assertThat(Fold.of("MÜLLER")).isEqualTo(Fold.of("Muller"));
        assertThat(Fold.of("Straße")).isEqualTo("strasse");
        assertThat(Fold.of("Łódź")).isEqualTo("łodz");
        assertThat(Fold.of("田中")).isEqualTo("田中");
    }
}
