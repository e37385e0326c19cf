package org.statusaggregator.core.client;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channel to one host, from the moment the client turns to that host until it leaves it. Answers arrive on the client's loop. */
final class Link {
    /** A unary call that takes longer has failed. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Host host;
    private final ManagedChannel channel;
    private final CallOptions options;
    /** Used on the loop only, which is the channel's thread. */
    private List<X509Certificate> certificates = List.of();

    Link(Host host, Nodes nodes, Loop loop) {
        this.host = host;
        this.channel = nodes.open(host, shown -> certificates = shown);
        this.options = CallOptions.DEFAULT.withExecutor(loop.callbacks());
    }

    Host host() {
        return host;
    }

    ManagedChannel channel() {
        return channel;
    }

    /** The certificates that the node has shown, its own first; empty before it is connected. */
    List<X509Certificate> certificates() {
        return certificates;
    }

    /** A unary call. Exactly one of the two is called, once. */
    <Q, A> void call(MethodDescriptor<Q, A> method, Q request, Consumer<A> onAnswer, Consumer<Failure> onFailure) {
        CallOptions timed = options.withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        ClientCalls.asyncUnaryCall(channel.newCall(method, timed), request, new StreamObserver<A>() {
            private @Nullable A answer;

            @Override
            public void onNext(A value) {
                answer = value;
            }

            @Override
            public void onError(Throwable error) {
                onFailure.accept(Failure.of(error));
            }

            @Override
            public void onCompleted() {
                if (answer == null) {
                    onFailure.accept(Failure.nextHost("the call ended without an answer"));
                } else {
                    onAnswer.accept(answer);
                }
            }
        });
    }

    /** A server stream. */
    <Q, A> void stream(MethodDescriptor<Q, A> method, Q request, ClientResponseObserver<Q, A> observer) {
        ClientCalls.asyncServerStreamingCall(channel.newCall(method, options), request, observer);
    }
}
