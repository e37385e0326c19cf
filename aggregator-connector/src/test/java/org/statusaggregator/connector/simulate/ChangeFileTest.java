package org.statusaggregator.connector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;

class ChangeFileTest {
    private static final Set<String> NAMES = Set.of("cic1", "cic1.example.com");
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    private static final String ANN =
            "{\"at\":\"2026-11-23T09:00:00Z\",\"userId\":\"ann\",\"email\":\"ann@example.com\"}";

    private final Path dir;

    ChangeFileTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(dir.resolve("day.jsonl"), String.join("\n", lines));
    }

    private List<Change> changes(String... lines) throws IOException {
        try (ChangeSource source = ChangeFile.check(file(lines), NAMES).open()) {
            return Changes.of(source, Integer.MAX_VALUE);
        }
    }

    /** A valid line with some fields more. */
    private static String with(String fields) {
        return ANN.substring(0, ANN.length() - 1) + "," + fields.replace('\'', '"') + "}";
    }

    @Test
    void everyFieldIsRead() throws IOException {
        List<Change> changes =
                changes(with("'statusKey':'In a meeting','persistent':true,'statusSince':'2026-11-23T08:59:00Z',"
                        + "'until':{'time':'2026-11-23T10:00:00Z','hasDate':true,'hasTime':false},'detail':'Room 4','onPhone':true,"
                        + "'onPhoneSince':'2026-11-23T08:58:00Z','logonServer':'CIC1'"));

        StatusKey key = new StatusKey(
                "In a meeting",
                true,
                Instant.parse("2026-11-23T08:59:00Z"),
                new Until(Instant.parse("2026-11-23T10:00:00Z"), true, false),
                "Room 4");
        Status status = Status.of("ann", "ann@example.com")
                .withKey(key)
                .withOnPhone(true, Instant.parse("2026-11-23T08:58:00Z"))
                .withLogonServer("CIC1");
        assertThat(changes).containsExactly(new Change.Put(NINE, status));
    }

    @Test
    void absentAndNullFieldsAreDefaults() throws IOException {
        Change plain = new Change.Put(NINE, Status.of("ann", "ann@example.com"));
        assertThat(changes(ANN)).containsExactly(plain);
        assertThat(changes(with("'until':null,'statusSince':null,'detail':null,'onPhone':null,'removed':false")))
                .containsExactly(plain);
    }

    @Test
    void addressesAreNormalised() throws IOException {
        assertThat(changes(ANN.replace("ann@example.com", " Ann@Example.COM ")))
                .containsExactly(new Change.Put(NINE, Status.of("ann", "ann@example.com")));
    }

    @Test
    void aRemovalIsRead() throws IOException {
        assertThat(changes(ANN, "", "{\"at\":\"2026-11-23T09:00:01.5Z\",\"userId\":\"ann\",\"removed\":true}", ""))
                .containsExactly(
                        new Change.Put(NINE, Status.of("ann", "ann@example.com")),
                        new Change.Removed(NINE.plusMillis(1_500), "ann"));
    }

    @Test
    void theFirstInstantIsTheInitialStateWithEachUsersLastWord() throws IOException {
        String bob = ANN.replace("ann", "bob");
        String cid = ANN.replace("ann", "cid");
        String cidGone = "{\"at\":\"2026-11-23T09:00:00Z\",\"userId\":\"cid\",\"removed\":true}";
        String later = ANN.replace("09:00:00", "09:00:10");
        Path file = file(ANN, bob, cid, with("'detail':'second'"), cidGone, later);
        try (ChangeSource source = ChangeFile.check(file, NAMES).open()) {
            assertThat(source.start()).isEqualTo(NINE);
            assertThat(source.initial())
                    .extracting(status -> status.userId() + status.key().detail())
                    .containsExactly("annsecond", "bob");
            assertThat(source.nextAt()).isEqualTo(10_000_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'statusKey':5                       | statusKey: 5 (expected: a text)
            'persistent':'yes'                  | persistent: "yes" (expected: true or false)
            'onPhone':1                         | onPhone: 1 (expected: true or false)
            'removed':'no'                      | removed: "no" (expected: true or false)
            'statusSince':'yesterday'           | statusSince: "yesterday" (expected: a time such as 2026-11-23T09:00:00Z)
            'onPhoneSince':1763888400           | onPhoneSince: 1763888400 (expected: a time such as 2026-11-23T09:00:00Z)
            'statusSince':'-0001-01-01T00:00:00Z' | statusSince: "-0001-01-01T00:00:00Z" (expected: a year from 1 to 9999)
            'until':'soon'                      | until: "soon" (expected: an object)
            'until':{'hasDate':true}            | until.time: absent (expected: a time such as 2026-11-23T09:00:00Z)
            'until':{'time':'2026-11-23'}       | until.time: "2026-11-23" (expected: a time such as 2026-11-23T09:00:00Z)
            'until':{'time':'2026-11-23T09:00:00Z','hasDate':2} | until.hasDate: 2 (expected: true or false)
            'until':{'time':'2026-11-23T09:00:00Z','hasdate':true} | until.hasdate: true (expected: no field but hasDate, hasTime, time)
            'logonServer':'cic2'                | logonServer: "cic2" (expected: "" or a name of this CIC server: cic1, cic1.example.com)
            'detail':'a\\u0007b'                | detail: "a\\u0007b" (expected: no control characters)
            'statuskey':'Available'             | statuskey: "Available" (expected: no field but at, detail, email,
            'email':'ann@example.com'           | no JSON object: Duplicate field 'email'
            """)
    void badFieldsAreNamed(String fields, String message) throws IOException {
        Path file = file(ANN, with(fields));
        assertThatThrownBy(() -> ChangeFile.check(file, NAMES))
                .isInstanceOf(BadChangesException.class)
                .hasMessageContaining("day.jsonl, line 2: " + message)
                .hasMessageEndingWith("; nothing of the file was applied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'userId':'ann','email':'ann@example.com'}                                  | at: absent (expected: a time such as
            {'at':'2026-11-23T09:00:00Z','email':'ann@example.com'}                     | userId: "" (expected: the user's id
            {'at':'2026-11-23T09:00:00Z','userId':' ','email':'ann@example.com'}        | userId: " " (expected: the user's id
            {'at':'2026-11-23T09:00:00Z','userId':'ann'}                                | email: "" (expected: an address such as ann@example.com)
            {'at':'2026-11-23T09:00:00Z','userId':'ann','email':'ann'}                  | email: "ann" (expected: an address such as ann@example.com)
            {'at':'2026-11-23T09:00:00Z','removed':true}                                | userId: "" (expected: the user's id
            {'at':'2026-11-23T09:00:00Z','userId':'ann','removed':true,'onPhone':true}  | onPhone: true (expected: no field but at, email, removed, userId)
            ['ann']                                                                     | line: ["ann"] (expected: a JSON object)
            {'at':'2026-11-23T09:00:00Z'                                                | no JSON object: Unexpected end-of-input
            Available                                                                   | no JSON object: Unrecognized token 'Available'
            {} {}                                                                       | no JSON object: Trailing token
            """)
    void badLinesAreNamed(String line, String message) throws IOException {
        Path file = file(line.replace('\'', '"'));
        assertThatThrownBy(() -> ChangeFile.check(file, NAMES)).hasMessageContaining("line 1: " + message);
    }

    @Test
    void limitsOfTheWireAreKept() throws IOException {
        for (String[] field : new String[][] {{"statusKey", "128"}, {"detail", "1024"}, {"logonServer", "256"}}) {
            String tooLong = "x".repeat(Integer.parseInt(field[1]) + 1);
            Path file = file(with("'" + field[0] + "':'" + tooLong + "'"));
            assertThatThrownBy(() -> ChangeFile.check(file, NAMES))
                    .hasMessageContaining("line 1: " + field[0] + ": \"xxx")
                    .hasMessageContaining("(expected: at most " + field[1] + " characters, not " + tooLong.length());
        }
    }

    @Test
    void timeMayNotGoBackNorRunAway() throws IOException {
        Path back = file(ANN, ANN.replace("09:00:00", "08:59:59"));
        assertThatThrownBy(() -> ChangeFile.check(back, NAMES))
                .hasMessageContaining("line 2: at: 2026-11-23T08:59:59Z (expected: not before the line above");
        Path away = file(ANN, ANN.replace("2026", "2126"));
        assertThatThrownBy(() -> ChangeFile.check(away, NAMES))
                .hasMessageContaining("line 2: at: 2126-11-23T09:00:00Z (expected: within 366 days of the first line");
    }

    @Test
    void allBadLinesAreCountedAndTheFirstTenShown() throws IOException {
        String[] lines = new String[30];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = i % 2 == 0 ? ANN : "{}";
        }
        Path file = file(lines);
        BadChangesException refused =
                catchThrowableOfType(BadChangesException.class, () -> ChangeFile.check(file, NAMES));
        assertThat(refused).hasMessageContaining("line 2: at: absent").hasMessageContaining("(and 14 more)");
        assertThat(refused.problems()).hasSize(10).last().asString().startsWith("line 20: at: absent");
        assertThat(refused.further()).isEqualTo(5);
    }

    @Test
    void filesThatCannotBeReplayedAreNamed() throws IOException {
        assertThatThrownBy(() -> ChangeFile.check(dir.resolve("nowhere"), NAMES))
                .hasMessageContaining("nowhere is no file");
        assertThatThrownBy(() -> ChangeFile.check(dir, NAMES)).hasMessageContaining("expected: a regular file");
        Path empty = file("", "");
        assertThatThrownBy(() -> ChangeFile.check(empty, NAMES)).hasMessageContaining("expected: at least one change");
        Path latin = Files.write(dir.resolve("latin"), "{\"at\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ChangeFile.check(latin, NAMES)).hasMessageContaining("expected: UTF-8");
    }

    @Test
    void aFileThatWasChangedAfterItsCheckIsNotTakenForTheEnd() throws IOException {
        Path file = file(ANN, ANN);
        ChangeFile checked = ChangeFile.check(file, NAMES);
        file(ANN, "{}");
        try (ChangeSource source = checked.open()) {
            assertThatThrownBy(source::initial).hasMessageContaining("line 2 was changed after it had been checked");
        }
    }

    @Test
    void whatASimulationRecordsReplaysAsItWas() throws IOException {
        SimulationSettings settings = new SimulationSettings("cic1", 4, NINE, 50);
        List<Person> people = GeneratedPeople.of("cic1", 4, 40);
        List<Change> simulated = Changes.of(new Simulation(settings, people), 5_000);

        Path file = dir.resolve("recorded.jsonl");
        try (ChangeSource recording = new Recording(new Simulation(settings, people), file)) {
            assertThat(Changes.of(recording, 5_000)).isEqualTo(simulated);
        }
        ChangeFile checked = ChangeFile.check(file, NAMES);
        assertThat(checked.changes()).isEqualTo(5_000);
        try (ChangeSource replay = checked.open()) {
            assertThat(Changes.of(replay, Integer.MAX_VALUE)).isEqualTo(simulated);
        }
    }

    @Test
    void aReplayWithRemovalsRecordsAsTheFileItCameFrom() throws IOException {
        Path file = file(
                with("'statusKey':'Caf\u00e9 \u2615','persistent':false,'detail':'','onPhone':false,'logonServer':''"),
                "{\"at\":\"2026-11-23T09:00:01.500Z\",\"userId\":\"ann\",\"removed\":true}",
                "");
        Path copy = dir.resolve("copy.jsonl");
        try (ChangeSource replay = new Recording(ChangeFile.check(file, NAMES).open(), copy)) {
            assertThat(Changes.of(replay, Integer.MAX_VALUE)).hasSize(2);
        }
        assertThat(copy).hasSameTextualContentAs(file);
    }
}
