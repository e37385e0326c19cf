package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EmailsPropertyTest {
    @Property(tries = 500)
    void normalFormOfANormalFormIsItself(@ForAll String text) {
        String normal = Emails.normalize(text);

        assertThat(Emails.normalize(normal)).isEqualTo(normal);
    }

    @Test
    void caseAndSpacesAroundDoNotMatter() {
        assertThat(Emails.normalize(" \tAnna.ÄSCH@Example.COM\n")).isEqualTo("anna.äsch@example.com");
    }

    @Test
    void addressHasOneAtWithSomethingOnBothSides() {
        assertThat(Emails.isPlausible("a@b")).isTrue();
        for (String bad : new String[] {"", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b\n"}) {
            assertThat(Emails.isPlausible(bad)).as(bad).isFalse();
        }
    }
}
