package org.statusaggregator.node.storage.rosters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.node.storage.DamagedFileException;
import org.statusaggregator.v1.Status;

class RosterFormTest {
    private static final Row ANNA = new RowEncoder("cic1", List.of("cic1"))
            .encode(Status.newBuilder()
                    .setUserId("änna")
                    .setEmail("anna@example.com")
                    .setStatusKey("Gone Home")
                    .build());
    private static final List<Row> ROWS = List.of(
            new Row(ANNA.userId(), ANNA.email(), 3, 7, ANNA.facts(), Source.LEASE_EXPIRED, ANNA.body()),
            new Row("ben", "ben@example.com", 3, 8, Facts.REMOVED, Source.REPORTED, new byte[0]),
            new Row("zoë", "", 4, 9, Facts.REMOVED, Source.REPORTED, new byte[0]));

    @Test
    void rowsComeBackAsTheyWere() {
        assertSame(RosterForm.rows(RosterForm.encode(ROWS)), ROWS);
        assertThat(RosterForm.rows(RosterForm.encode(List.of()))).isEmpty();
    }

    /** Files of the first version, in which a row's user and address stood beside its body. */
    @Test
    void rowsOfTheFirstFormAreRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        out.writeInt(ROWS.size());
        for (Row row : ROWS) {
            write(out, row.userId().getBytes(StandardCharsets.UTF_8));
            write(out, row.email().getBytes(StandardCharsets.UTF_8));
            out.writeLong(row.epoch());
            out.writeLong(row.sequence());
            out.writeByte(row.facts().ordinal());
            out.writeByte(row.source().ordinal());
            write(out, row.body());
        }
        assertSame(RosterForm.rows(bytes.toByteArray()), ROWS);
    }

    @Test
    void aFormOfALaterVersionIsRefused() {
        byte[] later = RosterForm.encode(ROWS);
        later[0] = 3;
        assertThatThrownBy(() -> RosterForm.rows(later))
                .isInstanceOf(DamagedFileException.class)
                .hasMessage("a roster of form 3 (expected: 2)");
    }

    @Test
    void aBodyThatNamesNobodyIsDamage() {
        Row nobody = new Row("x", "x@y", 1, 1, Facts.ON, Source.REPORTED, new byte[] {34, 1, 'A'});
        assertThatThrownBy(() -> RosterForm.rows(RosterForm.encode(List.of(nobody))))
                .isInstanceOf(DamagedFileException.class)
                .hasRootCauseMessage("a row's body of 3 bytes names no user");
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void assertSame(List<Row> rows, List<Row> expected) {
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).hasToString(expected.get(i).toString());
            assertThat(rows.get(i).body()).isEqualTo(expected.get(i).body());
        }
    }
}
