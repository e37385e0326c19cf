package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.statusaggregator.core.status.Emails;

class PeopleTest {
    @Test
    void sameSeedAndServerGiveTheSamePeopleAndMoreOfThemBeginAlike() {
        List<Person> people = GeneratedPeople.of("cic1", 1, 500);
        assertThat(GeneratedPeople.of("cic1", 1, 500)).isEqualTo(people);
        assertThat(GeneratedPeople.of("cic1", 1, 700).subList(0, 500)).isEqualTo(people);
        assertThat(GeneratedPeople.of("cic1", 2, 500)).isNotEqualTo(people);
    }

    @Test
    void addressesAreNormalAndUniqueAcrossServers() {
        List<Person> all = Stream.of("cic1", "CIC2", "cic3")
                .flatMap(server -> GeneratedPeople.of(server, 1, 2_000).stream())
                .toList();
        Set<String> emails = new HashSet<>();
        for (Person person : all) {
            assertThat(emails.add(person.email())).as(person.email()).isTrue();
            assertThat(Emails.isPlausible(person.email())).as(person.email()).isTrue();
            assertThat(Emails.normalize(person.email())).isEqualTo(person.email());
        }
        assertThat(GeneratedPeople.of("CIC2", 1, 1).get(0).email())
                .matches("\\p{Ll}+\\.\\p{Ll}+\\.1@cic2\\.example\\.com");
    }

    @Test
    void mostNamesAreAsciiAndSomeAreNot() {
        List<Person> people = GeneratedPeople.of("cic1", 1, 1_000);
        long ascii = people.stream()
                .filter(person -> StandardCharsets.US_ASCII.newEncoder().canEncode(person.userId()))
                .count();
        assertThat(ascii).isBetween(700L, 990L);
    }

    @Test
    void aServerNameThatIsNoHostNameStillGivesAddresses() {
        assertThat(GeneratedPeople.of("Head Office", 1, 1).get(0).email()).endsWith("@head-office.example.com");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 150, 151})
    void slicesAreDisjointCompleteAndOfEqualSize(int parts) {
        List<Integer> all = IntStream.range(0, 150).boxed().toList();
        List<List<Integer>> slices = IntStream.rangeClosed(1, parts)
                .mapToObj(part -> new Slice(part, parts).of(all))
                .toList();

        assertThat(slices.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(slices).allMatch(slice -> slice.size() == 150 / parts || slice.size() == (150 + parts - 1) / parts);
    }

    @Test
    void aSliceReadsAsItIsWritten() {
        assertThat(Slice.parse("2/3")).isEqualTo(new Slice(2, 3)).hasToString("2/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/3", "4/3", "-1/3", "2/3/4", "a/b", "1/99999", " 1/2", "1/0"})
    void badSlicesAreNamed(String text) {
        assertThatThrownBy(() -> Slice.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slice: " + text)
                .hasMessageContaining("expected: ");
    }
}
