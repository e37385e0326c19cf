package org.statusaggregator.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.Environment;
import org.statusaggregator.cli.environment.Terminal;

class PassphraseOptionsTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void aNewPassphraseIsAskedForTwice() {
        assertThat(typing("secret", "secret").chosen()).isEqualTo("secret".toCharArray());
        assertThat(asked).containsExactly("Choose a passphrase for the CA's key", "The same passphrase again");
    }

    @Test
    void aKnownPassphraseIsAskedForOnce() {
        assertThat(typing("secret").known()).isEqualTo("secret".toCharArray());
        assertThat(asked).containsExactly("Passphrase of the CA's key");
    }

    @Test
    void twoDifferentOnesAreRefused() {
        assertThatThrownBy(() -> typing("secret", "sceret").chosen())
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the two passphrases differ (expected: the same one twice)");
    }

    @Test
    void nothingTypedIsRefused() {
        assertThatThrownBy(() -> typing("", "").chosen())
                .hasMessage("typed passphrase: the passphrase is empty (expected: some text)");
    }

    @Test
    void theVariableSparesTheQuestion() {
        PassphraseOptions options =
                new PassphraseOptions(environment(Map.of("AGGREGATOR_CA_PASSPHRASE", " secret ")), question -> {
                    throw new AssertionError("asked: " + question);
                });

        assertThat(options.chosen()).isEqualTo(" secret ".toCharArray());
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        Environment environment = environment(Map.of());

        assertThat(PassphrasePrompt.of(environment).ask("Anybody there?")).isNull();
        assertThatThrownBy(() -> new PassphraseOptions(environment, PassphrasePrompt.of(environment)).known())
                .hasMessageStartingWith("no passphrase for the CA's key (expected: in AGGREGATOR_CA_PASSPHRASE");
    }

    private PassphraseOptions typing(String... answers) {
        Iterator<String> next = List.of(answers).iterator();
        return new PassphraseOptions(environment(Map.of()), question -> {
            asked.add(question);
            return next.next().toCharArray();
        });
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Clock.systemUTC(), Terminal.of(variables, false), "");
    }
}
