package org.statusaggregator.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.statusaggregator.core.client.Failure.Remedy.MEND;
import static org.statusaggregator.core.client.Failure.Remedy.NEXT_HOST;

import com.google.rpc.Code;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, BAD_FIELD, MEND",
        "INVALID_ARGUMENT, BATCH_TOO_LARGE, REOPEN",
        "INVALID_ARGUMENT, BAD_RESUME_TOKEN, FORGET_TOKEN",
        "FAILED_PRECONDITION, SESSION_HELD, WAIT",
        "FAILED_PRECONDITION, API_LEVEL, MEND",
        "ABORTED, SESSION_TAKEN_OVER, YIELD",
        "ABORTED, SESSION_LOST, REOPEN",
        "ABORTED, BATCH_OUT_OF_ORDER, REOPEN",
        "PERMISSION_DENIED, ROLE, MEND",
        "RESOURCE_EXHAUSTED, LIMIT, REPEAT",
        "UNAVAILABLE, DRAINING, NEXT_HOST",
        "UNAVAILABLE, NOT_READY, NEXT_HOST",
        "UNAVAILABLE, NOT_REPLICATED, REPEAT",
    })
    void eachReasonOfTheWireContractHasItsRemedy(Code code, String reason, Failure.Remedy remedy) {
        assertThat(Failure.of(Errors.error(code, reason)).remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "INTERNAL", "UNKNOWN"})
    void troubleWithoutAReasonLeadsToTheNextHost(Status.Code code) {
        assertThat(Failure.of(code.toStatus().asRuntimeException()).remedy()).isEqualTo(NEXT_HOST);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNIMPLEMENTED", "UNAUTHENTICATED", "PERMISSION_DENIED", "INVALID_ARGUMENT", "FAILED_PRECONDITION"
            })
    void aRefusalWithoutAReasonIsForPeopleToMend(Status.Code code) {
        assertThat(Failure.of(code.toStatus().asRuntimeException()).remedy()).isEqualTo(MEND);
    }

    @Test
    void reasonsOfOtherDomainsMeanNothing() {
        assertThat(Failure.of(Errors.ofDomain("elsewhere", Code.UNAVAILABLE, "SESSION_TAKEN_OVER"))
                        .remedy())
                .isEqualTo(NEXT_HOST);
    }

    @Test
    void theTextNamesCodeReasonAndCause() {
        assertThat(Failure.of(Errors.error(Code.ABORTED, "SESSION_LOST")).text())
                .isEqualTo("ABORTED SESSION_LOST: as scripted");
        IOException cause = new IOException("Connection refused: sa1");
        assertThat(Failure.of(Status.UNAVAILABLE
                                .withDescription("io exception")
                                .withCause(cause)
                                .asRuntimeException())
                        .text())
                .isEqualTo("UNAVAILABLE: io exception: Connection refused: sa1");
    }

    @Test
    void theWaitThatANodeAsksForIsRead() {
        Failure asked = Failure.of(Errors.retryAfter(Duration.ofMillis(1_500), Code.RESOURCE_EXHAUSTED, "LIMIT"));
        assertThat(asked.retryAfter()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(Failure.of(FakeNode.unavailable()).retryAfter()).isNull();
    }
}
