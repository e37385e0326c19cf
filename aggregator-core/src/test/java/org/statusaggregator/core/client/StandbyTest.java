package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.client.ClientFixture.user;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection to the next host that a client keeps for the day when it needs one. */
class StandbyTest {
    private ClientFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new ClientFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aClientThatHasJustComeIsConnectedToOneHostOnly() {
        fixture.liveSession("anna");
        fixture.connection.look();
        fixture.run();
        assertThat(fixture.sa1.connections).hasValue(1);
        assertThat(fixture.sa2.connections).hasValue(0);
    }

    @Test
    void aClientThatIsWellIsConnectedToTheNextHostAndCallsNothingThere() {
        fixture.liveSession("anna");
        fixture.settle();
        fixture.settle();
        assertThat(fixture.sa2.connections).hasValue(1);
        assertThat(fixture.sa2.opens).isEmpty();
        assertThat(fixture.sa2.keepAlives).isEmpty();
        assertThat(fixture.recorder.connection).containsExactly("CONNECTING sa1", "CONNECTED sa1");
    }

    @Test
    void aFailoverUsesTheConnectionThatIsThere() {
        PublishSession session = fixture.liveSession("anna");
        fixture.settle();
        fixture.sa1.kill();
        aChangeGoesToSa2(session);
        assertThat(fixture.sa2.connections).hasValue(1);
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2", "CONNECTED sa2");
    }

    @Test
    void aNodeThatDrainsIsLeftForTheConnectionThatIsThere() {
        PublishSession session = fixture.liveSession("anna");
        fixture.settle();
        fixture.sa1.draining = true;
        session.put(user("anna", "1"));
        fixture.run();
        session.put(user("anna", "2"));
        fixture.run();
        assertThat(fixture.sa2.batches).hasSize(1);
        assertThat(fixture.sa2.connections).hasValue(1);
    }

    @Test
    void aConnectionThatBrokeWhileItWasNotNeededIsMadeAnew() throws IOException {
        PublishSession session = fixture.liveSession("anna");
        fixture.settle();
        fixture.sa2.kill();
        fixture.run();
        fixture.startAgain(fixture.sa2);
        fixture.settle();
        assertThat(fixture.sa2.connections).hasValue(2);
        fixture.sa1.kill();
        aChangeGoesToSa2(session);
        assertThat(fixture.sa2.connections).hasValue(2);
    }

    @Test
    void aConnectionThatIsBrokenWhenItIsNeededIsNotUsed() throws IOException {
        PublishSession session = fixture.liveSession("anna");
        fixture.settle();
        fixture.sa2.kill();
        fixture.settle(); // tries to connect again, in vain, and gRPC would now wait before it tried once more
        fixture.startAgain(fixture.sa2);
        fixture.sa1.kill();
        aChangeGoesToSa2(session);
        assertThat(fixture.recorder.connection)
                .containsExactly("CONNECTING sa1", "CONNECTED sa1", "CONNECTING sa2", "CONNECTED sa2");
    }

    @Test
    void afterAFailoverTheHostThatComesNextIsTheFirstAgain() throws IOException {
        fixture.liveSession("anna");
        fixture.settle();
        fixture.sa1.kill();
        fixture.run();
        fixture.startAgain(fixture.sa1);
        fixture.settle();
        assertThat(fixture.sa1.connected).hasValue(1);
        assertThat(fixture.sa2.connected).hasValue(1);
        assertThat(fixture.recorder.connection).endsWith("CONNECTING sa2", "CONNECTED sa2");
    }

    @Test
    void aClientThatIsClosedKeepsNoConnection() {
        fixture.liveSession("anna");
        fixture.settle();
        fixture.client.closeAsync();
        fixture.advance(Duration.ofSeconds(6));
        assertThat(fixture.sa1.connected).hasValue(0);
        assertThat(fixture.sa2.connected).hasValue(0);
    }

    @Test
    void withOneHostThereIsNoOtherConnection() throws IOException {
        try (ClientFixture single = new ClientFixture("sa1")) {
            single.liveSession("anna");
            single.settle();
            assertThat(single.sa1.connections).hasValue(1);
        }
    }

    private void aChangeGoesToSa2(PublishSession session) {
        fixture.run();
        session.put(user("anna", "Away"));
        fixture.run();
        assertThat(fixture.sa2.batches).hasSize(1);
    }
}
