package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserTest {
    @Test
    void whoStandsInABodyIsTheOneOfTheTexts() {
        for (String id : List.of("a", "anna", "zoë.müller", "seven77", "eight888", "nine99999", "😀".repeat(64))) {
            User read = standing("xx", id, id + "@example.com");
            User made = new User(id, id + "@example.com");

            assertThat(read.hash()).as(id).isEqualTo(made.hash());
            assertThat(read.hashWithEmail()).as(id).isEqualTo(made.hashWithEmail());
            assertThat(read.id()).isEqualTo(made.id());
            assertThat(read.email()).isEqualTo(made.email());
        }
    }

    @Test
    void idsThatDifferLittleHaveOtherHashes() {
        assertThat(List.of("", "a", "b", "aa", "a\0", "abcdefgh", "abcdefgi", "bbcdefgh", "abcdefgha"))
                .extracting(id -> new User(id, "e").hash())
                .doesNotHaveDuplicates();
        assertThat(new User("a", "e").hashWithEmail())
                .isNotEqualTo(new User("a", "f").hashWithEmail())
                .isNotEqualTo(new User("a", "e").hash());
    }

    @Test
    void whatIsSharedDoesNotHoldOnToABody() {
        User read = standing("xx", "anna", "anna@example.com");
        User shared = read.shared();

        assertThat(read.isShared()).isFalse();
        assertThat(shared.isShared()).isTrue();
        assertThat(shared.shared()).isSameAs(shared);
        assertThat(shared.id()).isEqualTo("anna");
        assertThat(shared.email()).isEqualTo("anna@example.com");
    }

    @Test
    void aNameFarBehindInABodyIsReadAtOnce() {
        User read = standing("x".repeat(70_000), "anna", "anna@example.com");

        assertThat(read.isShared()).isTrue();
        assertThat(read.id()).isEqualTo("anna");
        assertThat(read.email()).isEqualTo("anna@example.com");
    }

    /** As bodies have it: something before, and an address behind the id. */
    static User standing(String before, String id, String email) {
        byte[] body = (before + id + "|" + email + "more").getBytes(StandardCharsets.UTF_8);
        int begin = before.length();
        int idEnd = begin + id.getBytes(StandardCharsets.UTF_8).length;
        int emailEnd = idEnd + 1 + email.getBytes(StandardCharsets.UTF_8).length;
        return User.in(body, new User.Span(begin, idEnd), new User.Span(idEnd + 1, emailEnd));
    }
}
