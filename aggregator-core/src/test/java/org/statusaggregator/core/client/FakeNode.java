package org.statusaggregator.core.client;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.CloseSessionResponse;
import org.statusaggregator.v1.ItemError;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.KeepSessionAliveResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** A node that does as the test says, and notes what it was asked. By itself it agrees to everything, and sends nothing on watches. */
final class FakeNode extends StatusServiceGrpc.StatusServiceImplBase {
    /** What a node can be asked. */
    enum Call {
        OPEN,
        PUBLISH,
        KEEP_ALIVE,
        CLOSE,
        WATCH
    }

    /** The epoch counter that the nodes of one cluster share. */
    static final class Epochs {
        private long last;
    }

    final String name;
    final List<OpenSessionRequest> opens = new CopyOnWriteArrayList<>();
    final List<PublishStatusesRequest> batches = new CopyOnWriteArrayList<>();
    final List<KeepSessionAliveRequest> keepAlives = new CopyOnWriteArrayList<>();
    final List<CloseSessionRequest> closes = new CopyOnWriteArrayList<>();
    final List<FakeWatch> watches = new CopyOnWriteArrayList<>();
    /** How long the client gave its last unary call; null = for ever. */
    @Nullable Long deadlineMillis;

    /** Connections that are open, and those that ever were. */
    final AtomicInteger connected = new AtomicInteger();

    final AtomicInteger connections = new AtomicInteger();

    int maxBatchSize = 100;
    boolean draining;
    /** Whether each watch begins by itself. */
    boolean servingWatches;

    private final Epochs epochs;
    private final Map<Call, Deque<RuntimeException>> failures = new HashMap<>();
    private final Map<Call, RuntimeException> alwaysFailing = new HashMap<>();
    private final List<ItemError> nextErrors = new CopyOnWriteArrayList<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean holding;
    private @Nullable Server server;

    FakeNode(String name, Epochs epochs) {
        this.name = name;
        this.epochs = epochs;
    }

    /** Listens in this process under this name. */
    void start(String address) throws IOException {
        server = InProcessServerBuilder.forName(address)
                .directExecutor()
                .addTransportFilter(counting())
                .addService(this)
                .build()
                .start();
    }

    /** Listens on a free port of this machine, and returns it. */
    int start(SslContext tls) throws IOException {
        Server listening = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                .sslContext(tls)
                .directExecutor()
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addTransportFilter(counting())
                .addService(this)
                .build()
                .start();
        server = listening;
        return listening.getPort();
    }

    private ServerTransportFilter counting() {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                connected.incrementAndGet();
                connections.incrementAndGet();
                return attributes;
            }

            @Override
            public void transportTerminated(Attributes attributes) {
                connected.decrementAndGet();
            }
        };
    }

    /** Dies: what is in flight fails, nobody listens. */
    void kill() {
        if (server != null) {
            server.shutdownNow();
        }
    }

    /** Answers the next call of this kind, not failed yet, with the error. */
    void failNext(Call call, RuntimeException error) {
        failures.computeIfAbsent(call, any -> new ArrayDeque<>()).add(error);
    }

    /** Answers each call of this kind with the error. */
    void failAlways(Call call, RuntimeException error) {
        alwaysFailing.put(call, error);
    }

    void recover() {
        alwaysFailing.clear();
    }

    /** Refuses statuses of the next batch. */
    void refuseNext(ItemError... errors) {
        nextErrors.addAll(List.of(errors));
    }

    /** Keeps answers to unary calls back until {@link #release}. */
    void hold() {
        holding = true;
    }

    /** Gives the oldest answer that was kept back. */
    void releaseOne() {
        held.remove().run();
    }

    /** Gives all answers, and keeps none back any more. */
    void release() {
        holding = false;
        while (!held.isEmpty()) {
            releaseOne();
        }
    }

    FakeWatch watch() {
        return watches.get(watches.size() - 1);
    }

    PublishStatusesRequest batch() {
        return batches.get(batches.size() - 1);
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<Session> answer) {
        opens.add(request);
        answer(Call.OPEN, answer, () -> {
            long epoch = Math.max(++epochs.last, request.getLastEpoch() + 1);
            return Session.newBuilder()
                    .setSessionId("session-" + epoch)
                    .setEpoch(epoch)
                    .setLeaseTime(com.google.protobuf.Duration.newBuilder().setSeconds(180))
                    .setKeepAliveInterval(
                            com.google.protobuf.Duration.newBuilder().setSeconds(60))
                    .setMaxBatchSize(maxBatchSize)
                    .setCicServer("cic1")
                    .build();
        });
    }

    @Override
    public void publishStatuses(PublishStatusesRequest request, StreamObserver<PublishStatusesResponse> answer) {
        batches.add(request);
        answer(Call.PUBLISH, answer, () -> {
            PublishStatusesResponse.Builder response = PublishStatusesResponse.newBuilder()
                    .addAllErrors(nextErrors)
                    .setCopies(2)
                    .setSequence(request.getBatchNumber())
                    .setDraining(draining);
            nextErrors.clear();
            return response.build();
        });
    }

    @Override
    public void keepSessionAlive(KeepSessionAliveRequest request, StreamObserver<KeepSessionAliveResponse> answer) {
        keepAlives.add(request);
        answer(Call.KEEP_ALIVE, answer, () -> KeepSessionAliveResponse.newBuilder()
                .setDraining(draining)
                .build());
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> answer) {
        closes.add(request);
        answer(Call.CLOSE, answer, CloseSessionResponse::getDefaultInstance);
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchResponse> answer) {
        RuntimeException error = nextFailure(Call.WATCH);
        if (error != null) {
            answer.onError(error);
            return;
        }
        FakeWatch watch = new FakeWatch(this, request, (ServerCallStreamObserver<WatchResponse>) answer);
        watches.add(watch);
        if (servingWatches) {
            watch.started(false);
        }
    }

    private <A> void answer(Call call, StreamObserver<A> observer, Supplier<A> content) {
        var deadline = Context.current().getDeadline();
        deadlineMillis = deadline == null ? null : deadline.timeRemaining(TimeUnit.MILLISECONDS);
        Runnable send = () -> {
            RuntimeException error = nextFailure(call);
            if (error != null) {
                observer.onError(error);
            } else {
                observer.onNext(content.get());
                observer.onCompleted();
            }
        };
        if (holding) {
            held.add(send);
        } else {
            send.run();
        }
    }

    private @Nullable RuntimeException nextFailure(Call call) {
        RuntimeException next = failures.getOrDefault(call, new ArrayDeque<>()).poll();
        return next == null ? alwaysFailing.get(call) : next;
    }

    static RuntimeException unavailable() {
        return Status.UNAVAILABLE.withDescription("as scripted").asRuntimeException();
    }
}
