package org.statusaggregator.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.statusaggregator.node.signin.SignInException.Reason;

class LimitedSignInTest {
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private int asked;
    private boolean up = true;
    private final SignIn limited = new LimitedSignIn(this::directory, () -> now);

    private SignIn.Person directory(String name, String password, String from) throws SignInException {
        asked++;
        if (!up) {
            throw new SignInException(Reason.UNAVAILABLE, "down");
        }
        if (!password.equals("right")) {
            throw new SignInException(Reason.REFUSED, "wrong");
        }
        return new SignIn.Person(name, name, List.of(), List.of(), SignIn.Role.USER);
    }

    private Reason refusal(String name, String password, String from) {
        return Objects.requireNonNull(
                        catchThrowableOfType(SignInException.class, () -> limited.signIn(name, password, from)))
                .reason();
    }

    @Test
    void afterAFewFailuresANameIsNotTriedUntilTimeHasPassed() throws Exception {
        for (int i = 0; i < LimitedSignIn.MOST_FOR_A_NAME; i++) {
            assertThat(refusal(i % 2 == 0 ? "ann" : " ANN ", "wrong", "host" + i))
                    .isEqualTo(Reason.REFUSED);
        }
        assertThat(refusal("ann", "right", "elsewhere")).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
        assertThat(asked).isEqualTo(LimitedSignIn.MOST_FOR_A_NAME);
        assertThat(limited.signIn("ben", "right", "host1").name()).isEqualTo("ben");

        now = now.plus(Duration.ofMinutes(5));
        assertThat(limited.signIn("ann", "right", "elsewhere").name()).isEqualTo("ann");
    }

    @Test
    void anAddressThatTriesManyNamesIsStopped() {
        for (int i = 0; i < LimitedSignIn.MOST_FOR_AN_ADDRESS; i++) {
            assertThat(refusal("name" + i, "wrong", "host")).isEqualTo(Reason.REFUSED);
        }
        assertThat(refusal("ann", "right", "host")).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
    }

    @Test
    void successAndAnAbsentDirectoryDoNotCount() throws Exception {
        for (int i = 0; i < 100; i++) {
            limited.signIn("ann", "right", "host");
        }
        up = false;
        for (int i = 0; i < 100; i++) {
            assertThat(refusal("ann", "wrong", "host")).isEqualTo(Reason.UNAVAILABLE);
        }
        up = true;
        assertThat(limited.signIn("ann", "right", "host").id()).isEqualTo("ann");
    }

    @Test
    @Timeout(60)
    void onlySoManyAskTheDirectoryAtATimeAndTheOthersAreToldAtOnce() throws Exception {
        CountDownLatch asking = new CountDownLatch(LimitedSignIn.MOST_AT_A_TIME);
        CountDownLatch answers = new CountDownLatch(1);
        SignIn slow = new LimitedSignIn(
                (name, password, from) -> {
                    asking.countDown();
                    try {
                        answers.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return directory(name, password, from);
                },
                () -> now);
        List<CompletableFuture<SignIn.Person>> waiting = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < LimitedSignIn.MOST_AT_A_TIME; i++) {
                String name = "name" + i;
                waiting.add(CompletableFuture.supplyAsync(() -> signedIn(slow, name), threads));
            }
            assertThat(asking.await(60, TimeUnit.SECONDS)).isTrue();
            SignInException refused =
                    catchThrowableOfType(SignInException.class, () -> slow.signIn("one more", "right", "host"));
            assertThat(Objects.requireNonNull(refused).reason()).isEqualTo(Reason.UNAVAILABLE);
            answers.countDown();
            waiting.forEach(CompletableFuture::join);
            assertThat(slow.signIn("one more", "right", "host").name()).isEqualTo("one more");
        } finally {
            answers.countDown();
            threads.shutdownNow();
        }
    }

    private static SignIn.Person signedIn(SignIn signIn, String name) {
        try {
            return signIn.signIn(name, "right", name);
        } catch (SignInException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesAreForgottenRatherThanKeptForEver() {
        AttemptLimit limit = new AttemptLimit(1, Duration.ofHours(1), () -> now);
        assertThat(limit.begin("first")).isTrue();
        for (int i = 0; i < 30_000; i++) {
            assertThat(limit.begin("name" + i)).isTrue();
        }
        assertThat(limit.begin("name29999")).isFalse();
        assertThat(limit.begin("first")).as("forgotten").isTrue();
    }
}
