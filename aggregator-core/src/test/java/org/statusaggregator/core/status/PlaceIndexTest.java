package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceIndexTest {
    private final Map<Integer, Row> rows = new HashMap<>();
    private final PlaceIndex index = new PlaceIndex(rows::get);
    private final Map<String, Integer> model = new HashMap<>();
    private int next;

    /** Few users at a time, many times: the table stays small, so that rows push one another aside all the time. */
    @Test
    void whateverComesAndGoesIsFoundWhereItStands() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 2_000; step++) {
                Row row = row(random.nextInt(12), random.nextInt(3), random.nextInt(3) == 0);
                Integer place = model.remove(key(row));
                if (place == null) {
                    add(row);
                } else {
                    remove(row, place);
                }
                assertFound();
            }
            index.clear();
            rows.clear();
            next = 0;
            model.clear();
        }
    }

    @Test
    void manyUsersAreFoundAndStrangersAreNot() {
        for (int i = 0; i < 50_000; i++) {
            add(row(i, 0, false));
        }
        int guessed = 0;
        for (int i = 0; i < 50_000; i++) {
            assertThat(index.find(row(i, 0, false), false)).isEqualTo(i);
            assertThat(index.find(row(i, 0, false), true)).isEqualTo(Row.NO_PLACE);
            guessed += index.guess(row(i, 0, false)) == i ? 1 : 0;
        }
        assertThat(index.find(row(50_000, 0, false), false)).isEqualTo(Row.NO_PLACE);
        // Two of 50,000 share a hash of 32 bits once in three runs.
        assertThat(guessed).isGreaterThan(49_990);
    }

    private void add(Row row) {
        int place = next++;
        index.add(row, place);
        rows.put(place, row);
        model.put(key(row), place);
    }

    private void remove(Row row, int place) {
        index.remove(row, place);
        rows.remove(place);
    }

    private void assertFound() {
        assertThat(index.size()).isEqualTo(model.size());
        for (int user = 0; user < 12; user++) {
            assertFound(row(user, 0, false));
            for (int address = 0; address < 3; address++) {
                assertFound(row(user, address, true));
            }
        }
    }

    private void assertFound(Row row) {
        assertThat(index.find(row, row.isRemoved())).as(key(row)).isEqualTo(model.getOrDefault(key(row), Row.NO_PLACE));
    }

    private static Row row(int user, int address, boolean removal) {
        String email = "u" + address + "@example.com";
        return removal
                ? Row.removed("user." + user, email)
                : new Row("user." + user, email, 1, 1, Facts.ON, Source.REPORTED, new byte[0]);
    }

    private static String key(Row row) {
        return row.isRemoved() ? row.userId() + " " + row.email() : row.userId();
    }
}
