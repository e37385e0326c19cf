package org.statusaggregator.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditionalInformationTest {
    private static Map<String, String> parse(String text) throws BadSettingException {
        return AdditionalInformation.parse("additional-information", text).values();
    }

    @Test
    void theReferencesExampleIsRead() throws Exception {
        assertThat(
                        parse(
                                """
                        ATTRIBUTE_MAPPING_FILE="<path to attribute file>\\attributefile.txt";
                        NEXT_POLLING_TIME=2008-11-12 12:01:00; POLLING_INTERVAL=86400
                        """))
                .isEqualTo(Map.of(
                        "ATTRIBUTE_MAPPING_FILE",
                        "<path to attribute file>\\attributefile.txt",
                        "NEXT_POLLING_TIME",
                        "2008-11-12 12:01:00",
                        "POLLING_INTERVAL",
                        "86400"));
    }

    @Test
    void namesHaveNoCaseValuesKeepTheirsAndBlanksDoNotCount() throws Exception {
        assertThat(parse(" search_Dn = \"OU=All Users, DC=Corp; x\" ;; Auth=ssl+Simple;"))
                .isEqualTo(Map.of("SEARCH_DN", "OU=All Users, DC=Corp; x", "AUTH", "ssl+Simple"));
        assertThat(parse("")).isEmpty();
        assertThat(parse("a=")).isEqualTo(Map.of("A", ""));
        assertThat(AdditionalInformation.parse("x", "b=1;a=2;c=3").beyond(Set.of("B")))
                .containsExactly("A", "C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SEARCH_DN=OU=Users            | \"SEARCH_DN=OU=Users\" (expected: a value with",
                "A=\"open                      | \"A=\"open\" (expected: a closing double quote)",
                "A=\"x\" y; B=1                | expected: \";\" after the closing quote",
                "justText                      | \"justText\" (expected: Attribute=Value",
                "a=1; justText; b=2            | \"justText\" (expected: Attribute=Value",
                "a=1; A=2                      | \"A\" (expected: each attribute once)",
                "=1                            | \"\" (expected: Attribute=Value",
                "two words=1                   | \"two words\" (expected: Attribute=Value"
            })
    void whatIsWrongIsNamed(String text, String message) {
        assertThatThrownBy(() -> parse(text.strip()))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("additional-information: ")
                .hasMessageContaining(message.strip());
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("values") Map<String, String> values) throws Exception {
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + " = \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(" ; "));

        assertThat(parse(text)).isEqualTo(values);
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withChars('_')
                .ofMaxLength(8)
                .map(rest -> "X" + rest);
        Arbitrary<String> texts = Arbitraries.strings().excludeChars('"').ofMaxLength(30);
        return Arbitraries.maps(names, texts).ofMaxSize(6);
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefusedAndNothingElse(@ForAll("texts") String text) {
        try {
            assertThat(parse(text)).isNotNull();
        } catch (BadSettingException e) {
            assertThat(e.getMessage()).contains("expected: ");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aB=;\" \n\\1").ofMaxLength(20);
    }
}
