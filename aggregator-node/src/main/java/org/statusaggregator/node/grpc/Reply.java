package org.statusaggregator.node.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.node.roster.RosterStore.Outcome;

/** Sends what a stage brings as the answer of a unary call, or its error. */
final class Reply {
    private static final Logger LOG = LogManager.getLogger(Reply.class);

    private Reply() {}

    static <T, A> void send(CompletionStage<T> stage, StreamObserver<A> observer, Function<T, A> answer) {
        CompletionStage<?> unused = stage.thenApply(answer).whenComplete((message, failure) -> {
            if (failure == null) {
                observer.onNext(message);
                observer.onCompleted();
            } else {
                StatusRuntimeException error = Errors.of(failure);
                if (error.getStatus().getCode() == Status.Code.INTERNAL) {
                    LOG.error("a call failed", failure);
                }
                observer.onError(error);
            }
        });
    }

    /** The outcome, unless the roster refused. */
    static Outcome accepted(String cicServer, Outcome outcome) {
        Refusal refusal = outcome.answer().refusal();
        if (refusal != null) {
            throw Errors.refused(refusal, cicServer, outcome.answer());
        }
        return outcome;
    }
}
