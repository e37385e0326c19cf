package org.statusaggregator.node.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.statusaggregator.node.support.InMemorySecrets;

/** Sessions across nodes, in time, and in the hands of forgers. */
class SessionKeeperTest {
    private final InMemorySecrets cluster = new InMemorySecrets();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final SessionKeeper here = keeper(cluster);
    private final SessionKeeper there = keeper(cluster);

    private SessionKeeper keeper(InMemorySecrets secrets) {
        return new SessionKeeper(secrets, Duration.ofHours(10), () -> now);
    }

    @BeforeEach
    void join() {
        assertThat(here.refresh().toCompletableFuture().join()).isTrue();
        assertThat(there.refresh().toCompletableFuture().join()).isTrue();
    }

    private Session begin() {
        return Objects.requireNonNull(here.begin("uid=ann", "Ann Müller", false, List.of("cn=board,dc=x")));
    }

    @Test
    void anotherNodeRecognisesASession() {
        Session session = begin();

        assertThat(there.recognise(here.sign(session))).isEqualTo(session);
        assertThat(there.antiForgeryToken(session)).isEqualTo(here.antiForgeryToken(session));
    }

    @Test
    void aSessionOfAnotherClusterIsNotRecognised() {
        SessionKeeper elsewhere = keeper(new InMemorySecrets());
        elsewhere.refresh();
        Session theirs = Objects.requireNonNull(elsewhere.begin("uid=ann", "Ann", true, List.of()));

        assertThat(here.recognise(elsewhere.sign(theirs))).isNull();
    }

    @Test
    void aSessionEndsWhenItsTimeIsUp() {
        String cookie = here.sign(begin());
        now = now.plus(Duration.ofHours(10)).minusSeconds(1);
        assertThat(here.recognise(cookie)).isNotNull();

        now = now.plusSeconds(1);

        assertThat(here.recognise(cookie)).isNull();
    }

    @Test
    void aLogOutHoldsAtOnceHereAndAtTheOtherNodeAfterItLooked() {
        Session session = begin();
        String cookie = here.sign(session);

        assertThat(here.end(session).toCompletableFuture().join()).isTrue();

        assertThat(here.recognise(cookie)).isNull();
        assertThat(there.recognise(cookie)).as("not told yet").isNotNull();
        there.refresh();
        assertThat(there.recognise(cookie)).isNull();
        assertThat(there.recognise(here.sign(begin()))).as("another session").isNotNull();
    }

    @Test
    void everyAlteredBitIsNoticed() {
        String cookie = here.sign(begin());
        for (int i = 0; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String altered = cookie.substring(0, i) + other + cookie.substring(i + 1);
            Session read = here.recognise(altered);
            // the last character of a Base64 group may carry bits that mean nothing
            assertThat(read == null || here.sign(read).equals(cookie))
                    .as(altered)
                    .isTrue();
        }
        assertThat(here.recognise("")).isNull();
        assertThat(here.recognise("....")).isNull();
        assertThat(here.recognise("x".repeat(10_000))).isNull();
    }

    @Test
    void aSessionThatSaysAdminWithoutTheKeyIsNone() {
        SessionSigner forger = new SessionSigner(new byte[32]);
        Session admin = new Session("id", "uid=eve", "Eve", true, List.of(), Long.MAX_VALUE);

        assertThat(here.recognise(forger.sign(admin))).isNull();
        String content = forger.sign(admin).substring(0, forger.sign(admin).indexOf('.'));
        assertThat(here.recognise(content + "." + here.antiForgeryToken(admin))).isNull();
        assertThat(here.recognise(
                        content + "." + Base64.getUrlEncoder().encodeToString("no".getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    @Test
    void nobodySignsInBeforeTheKeyIsKnown() {
        SessionKeeper starting = keeper(cluster);

        assertThat(starting.isReady()).isFalse();
        assertThat(starting.begin("uid=ann", "Ann", false, List.of())).isNull();
        assertThat(starting.recognise(here.sign(begin()))).isNull();
    }

    @Test
    void groupsAreComparedAsDirectoriesDo() {
        assertThat(Groups.common(
                        List.of("CN=Board, DC=example,DC=com", "nonsense"),
                        List.of("cn=board,dc=example,dc=com", "cn=others,dc=x", "nonsense")))
                .containsExactly("cn=board,dc=example,dc=com");
    }
}
