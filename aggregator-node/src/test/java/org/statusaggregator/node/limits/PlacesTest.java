package org.statusaggregator.node.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(2, 3);

    private Places.Place place(String name) {
        Places.Answer answer = places.take(name);
        assertThat(answer).isInstanceOf(Places.Place.class);
        return (Places.Place) answer;
    }

    @Test
    void aNameGetsItsPlacesAndNoMore() {
        place("cic1");
        place("cic1");
        assertThat(places.take("cic1")).isEqualTo(Places.Full.NAME);
        place("cic2");
        assertThat(places.take("cic2")).isEqualTo(Places.Full.ALL);
        assertThat(places.taken()).isEqualTo(3);
    }

    @Test
    void aPlaceThatIsGivenBackIsFreeOnce() {
        Places.Place first = place("cic1");
        place("cic1");
        first.giveBack();
        first.giveBack();
        assertThat(places.taken()).isEqualTo(1);
        place("cic1");
        assertThat(places.take("cic1")).isEqualTo(Places.Full.NAME);
    }
}
