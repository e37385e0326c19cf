package org.statusaggregator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places();

    @Test
    void aWantedPlaceIsTakenIfItIsFreeAndNotFarOut() {
        assertThat(stand(7)).isEqualTo(7);
        assertThat(stand(7)).isNotEqualTo(7);
        assertThat(stand(1_000_000)).isLessThan(100);
        assertThat(stand(Integer.MIN_VALUE)).isNotNegative();
    }

    @Test
    void aPlaceThatWasGivenBackGoesToOneOnly() {
        int place = stand(Row.NO_PLACE);
        places.giveBack(place);
        assertThat(stand(place)).isEqualTo(place);
        assertThat(stand(Row.NO_PLACE)).isNotEqualTo(place);
    }

    @Test
    void aPlaceThatWasGivenBackIsTakenBeforeANewOne() {
        int first = stand(Row.NO_PLACE);
        stand(Row.NO_PLACE);
        places.giveBack(first);

        assertThat(places.user(first)).isNull();
        assertThat(stand(Row.NO_PLACE)).isEqualTo(first);
    }

    private int stand(int wanted) {
        int place = places.take(wanted);
        places.set(place, new User("user", "address"), 0);
        return place;
    }
}
