package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows as members send them to one another: whose they are stands in their bodies. */
class SharedUsersTest {
    private final RowLog copy = new RowLog();
    private final RowLog view = new RowLog();
    private long sequence;

    @Test
    void rowsOfAUserShareOneObjectThatIsNotOfTheirBodies() {
        User first = put(copy, "anna", "anna@example.com", "Lunch").user();
        User second = put(copy, "anna", "anna@example.com", "Available").user();

        assertThat(second).isSameAs(first);
        assertThat(first.isShared()).isTrue();
    }

    @Test
    void aUserWhoMovesToAnotherAddressIsHeldWithIt() {
        User before = put(copy, "anna", "anna@example.com", "Lunch").user();
        copy.put(Row.removed("anna", "anna@example.com").stamped(1, ++sequence));
        Row after = put(copy, "anna", "married@example.com", "Lunch");

        assertThat(after.user()).isNotSameAs(before);
        assertThat(after.user().isShared()).isTrue();
        assertThat(after.email()).isEqualTo("married@example.com");
        assertThat(copy.users()).isEqualTo(1);
    }

    /** A view that has read its rows from another member knows its users as other objects than the copy beside it does. */
    @Test
    void aViewSharesTheUsersOfTheCopyThatFeedsItAfterOneRowOfEach() {
        put(copy, "anna", "anna@example.com", "Lunch");
        copy.after(0, 1).forEach(row -> view.put(travelled(row)));
        assertThat(held(view, "anna").user()).isNotSameAs(held(copy, "anna").user());

        Row fed = put(copy, "anna", "anna@example.com", "Available");
        boolean known = view.put(fed);

        assertThat(known).isTrue();
        assertThat(held(view, "anna")).isSameAs(fed);
        assertThat(held(view, "anna").user()).isSameAs(held(copy, "anna").user());
    }

    @Test
    void aRowThatSaysSomethingElseIsStillTheSameUsersAtTheSamePlace() {
        Row on = put(copy, "anna", "anna@example.com", "Lunch");
        Row off = on.saying(Facts.OFF, Source.LEASE_EXPIRED, new byte[] {1}).stamped(1, ++sequence);
        copy.put(off);

        assertThat(held(copy, "anna")).isSameAs(off);
        assertThat(off.user()).isSameAs(on.user());
        assertThat(off.place()).isEqualTo(on.place());
        assertThat(off.named()).isZero();
    }

    @Test
    void severalRowsArePutAsOneAfterTheOtherWouldBe() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String id = "user" + i * i % 83;
            String email = (i % 11 == 0 ? "other" : id) + "@example.com";
            rows.add(row(id, email, "key" + i));
        }
        List<Boolean> together = new ArrayList<>();
        copy.putAll(rows, (row, known) -> together.add(known));
        List<Boolean> alone = new ArrayList<>();
        rows.forEach(row -> alone.add(view.put(row)));

        assertThat(together).isEqualTo(alone).contains(true, false);
        assertThat(copy.after(0, 2_000).toString())
                .isEqualTo(view.after(0, 2_000).toString());
    }

    private Row put(RowLog log, String id, String email, String key) {
        log.put(row(id, email, key));
        return held(log, id);
    }

    private Row row(String id, String email, String key) {
        String named = id + "|" + email;
        return new Row(
                UserTest.standing("", id, email),
                1,
                ++sequence,
                Facts.ON,
                Source.REPORTED,
                Row.NO_PLACE,
                named.length(),
                (named + "|" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static Row travelled(Row row) {
        return new Row(
                UserTest.standing("", row.userId(), row.email()),
                row.epoch(),
                row.sequence(),
                row.facts(),
                row.source(),
                row.place(),
                row.named(),
                row.body());
    }

    private static Row held(RowLog log, String id) {
        return Objects.requireNonNull(log.user(id));
    }
}
