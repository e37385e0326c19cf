package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.core.wire.RowView;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.v1.Status;
import org.statusaggregator.v1.WatchResponse;

class RowTableTest {
    private final RowTable table = new RowTable();

    @Test
    void everyUserIsFoundHoweverManyThereAre() {
        int users = 100_000;
        for (int i = 0; i < users; i++) {
            RowView row = view("user." + i, 1, i);
            assertThat(table.find(row)).isEqualTo(-1);
            assertThat(table.add(row, 2 * i)).isEqualTo(i);
            table.delivered(i, row);
        }
        for (int i = 0; i < users; i += 7) {
            assertThat(table.find(view("user." + i, 1, 1))).isEqualTo(i);
            assertThat(table.number(i)).isEqualTo(2 * i);
            assertThat(table.version(i)).isEqualTo(new Version(1, i));
            assertThat(table.userId(i)).isEqualTo("user." + i);
        }
        assertThat(table.find(view("user." + users, 1, 1))).isEqualTo(-1);
    }

    @Test
    void idsOfEveryLengthAreToldApart() {
        List<String> ids = new ArrayList<>();
        for (int length = 1; length <= 80; length++) {
            ids.add("x".repeat(length));
            ids.add("x".repeat(length - 1) + "y");
            ids.add("\u00fc".repeat(length));
            ids.add("x".repeat(length - 1) + "\0");
        }
        for (int i = 0; i < ids.size(); i++) {
            assertThat(table.find(view(ids.get(i), 1, 1))).as(ids.get(i)).isEqualTo(-1);
            table.add(view(ids.get(i), 1, 1), i);
        }
        for (int i = 0; i < ids.size(); i++) {
            assertThat(table.find(view(ids.get(i), 1, 1))).as(ids.get(i)).isEqualTo(i);
            assertThat(table.userId(i)).isEqualTo(ids.get(i));
        }
    }

    @Test
    void fetchingCountsWhoIsUnknownAndChangesNothing() {
        RowView anna = view("anna", 7);
        int[] places = {5, 7};
        assertThat(table.fetch(places, 2)).isEqualTo(2);
        table.add(anna, 0);
        assertThat(table.fetch(places, 2)).isEqualTo(1);
        table.reserve(1_000);
        assertThat(table.find(anna)).isZero();
        assertThat(table.fetch(places, 1)).isEqualTo(1);
        assertThat(table.fetch(new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}, 3))
                .isEqualTo(3);
    }

    @Test
    void placesAreOnlyHints() {
        int users = 500;
        for (int i = 0; i < users; i++) {
            table.add(view("user." + i, i), i);
        }
        Random random = new Random(16);
        for (int i = 0; i < 20_000; i++) {
            int user = random.nextInt(users + 50);
            int place = random.nextInt(10) > 0 ? random.nextInt(users) : random.nextInt();
            assertThat(table.find(view("user." + user, place))).isEqualTo(user < users ? user : -1);
        }
    }

    @Test
    void aPlaceThatWasWrongIsFetchedAtTheNextTime() {
        table.add(view("anna", 3), 0);
        assertThat(table.find(view("anna", 9))).isZero();
        assertThat(table.fetch(new int[] {9}, 1)).isZero();
    }

    /** Places come from outside. */
    @Test
    void aPlaceFarBeyondAllRowsTakesNoMemory() {
        for (int place : new int[] {Integer.MAX_VALUE - 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20}) {
            int record = table.add(view("user." + place, place), 0);
            assertThat(table.find(view("user." + place, place))).isEqualTo(record);
            assertThat(table.fetch(new int[] {place}, 1)).as("noted: " + place).isEqualTo(1);
        }
    }

    @Test
    void hashesOfNumberedUsersAreSpread() {
        Set<Integer> low = new HashSet<>();
        for (int i = 0; i < 4_096; i++) {
            low.add(view("zoe.mueller." + i, 1, 1).userHash() & 8_191);
        }
        // Chance would leave 3,222 of 8,192 places taken.
        assertThat(low).hasSizeGreaterThan(3_000);
    }

    @Test
    void roundAndRemovalDoNotDisturbEachOther() {
        RowView row = view("anna", 1, 5);
        int anna = table.add(row, 0);
        assertThat(table.isRemoved(anna)).as("before it was delivered").isTrue();
        table.delivered(anna, row);
        table.named(anna, 1_000_000);
        assertThat(table.isRemoved(anna)).isFalse();
        assertThat(unnamed(1_000_000)).isEmpty();
        assertThat(unnamed(1_000_001)).containsExactly(anna);
        assertThat(table.isRemoved(anna)).isTrue();
        assertThat(unnamed(1_000_002)).as("removed already").isEmpty();
    }

    @Test
    void whatWasFoundGoneMayComeBackAsItWasButNotOlder() {
        RowView row = view("anna", 1, 5);
        int anna = table.add(row, 0);
        table.delivered(anna, row);
        unnamed(1);
        assertThat(table.isNews(anna, view("anna", 1, 4))).isFalse();
        assertThat(table.isNews(anna, view("anna", 1, 5))).isTrue();
        assertThat(table.isNews(anna, view("anna", 2, 1))).isTrue();
        assertThat(table.isNews(anna, view("anna", 0, 9))).isFalse();
    }

    private List<Integer> unnamed(int round) {
        List<Integer> places = new ArrayList<>();
        table.removeUnnamed(round, places::add);
        return places;
    }

    private static RowView view(String userId, long epoch, long sequence) {
        return view(FakeWatch.row(userId, epoch, sequence), -1);
    }

    private static RowView view(String userId, int place) {
        return view(FakeWatch.row(userId, 1, 1), place);
    }

    private static RowView view(Status status, int place) {
        byte[] message = WatchResponse.newBuilder()
                .addPlaces(place + 1)
                .build()
                .toByteString()
                .concat(WatchResponse.newBuilder().addStatuses(status).build().toByteString())
                .toByteArray();
        try {
            RowView row = new WatchReader().open(message, message.length).nextRow();
            if (row == null) {
                throw new IllegalStateException("a message with one row has none");
            }
            return row;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
