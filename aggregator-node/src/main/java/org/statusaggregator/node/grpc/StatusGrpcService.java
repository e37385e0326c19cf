package org.statusaggregator.node.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.statusaggregator.core.wire.PublishedBatch;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.v1.CloseSessionRequest;
import org.statusaggregator.v1.CloseSessionResponse;
import org.statusaggregator.v1.GetStatusesRequest;
import org.statusaggregator.v1.GetStatusesResponse;
import org.statusaggregator.v1.KeepSessionAliveRequest;
import org.statusaggregator.v1.KeepSessionAliveResponse;
import org.statusaggregator.v1.ListContactListsRequest;
import org.statusaggregator.v1.ListContactListsResponse;
import org.statusaggregator.v1.ListContactsRequest;
import org.statusaggregator.v1.ListContactsResponse;
import org.statusaggregator.v1.ListStatusesRequest;
import org.statusaggregator.v1.ListStatusesResponse;
import org.statusaggregator.v1.OpenSessionRequest;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.PublishStatusesResponse;
import org.statusaggregator.v1.Session;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.UpdateWatchRequest;
import org.statusaggregator.v1.UpdateWatchResponse;
import org.statusaggregator.v1.WatchRequest;
import org.statusaggregator.v1.WatchResponse;

/** The StatusService on the wire. Runs on the connections' threads, so nothing here blocks. */
final class StatusGrpcService extends StatusServiceGrpc.StatusServiceImplBase {
    private final PublishCalls publish;
    private final ReadCalls read;
    private final ContactCalls contacts;

    StatusGrpcService(PublishCalls publish, ReadCalls read, ContactCalls contacts) {
        this.publish = publish;
        this.read = read;
        this.contacts = contacts;
    }

    /** The service as generated, but with a PublishStatuses that leaves statuses encoded, and a Watch whose answers are encoded already. */
    ServerServiceDefinition definition() {
        ServerServiceDefinition generated = bindService();
        Map<String, ServerMethodDefinition<?, ?>> encoded = Stream.of(publishMethod(), watchMethod())
                .collect(
                        Collectors.toMap(method -> method.getMethodDescriptor().getFullMethodName(), method -> method));
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(StatusServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(generated.getServiceDescriptor().getSchemaDescriptor());
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        for (MethodDescriptor<?, ?> method : generated.getServiceDescriptor().getMethods()) {
            String name = method.getFullMethodName();
            methods.add(encoded.getOrDefault(name, generated.getMethod(name)));
        }
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(service::addMethod);
        return service.build();
    }

    private ServerMethodDefinition<PublishedBatch, PublishStatusesResponse> publishMethod() {
        MethodDescriptor<PublishStatusesRequest, PublishStatusesResponse> method =
                StatusServiceGrpc.getPublishStatusesMethod();
        return ServerMethodDefinition.create(
                method.toBuilder(new PublishMarshaller(), method.getResponseMarshaller())
                        .build(),
                ServerCalls.asyncUnaryCall(
                        (request, observer) -> orError(observer, () -> publish.publish(request, observer))));
    }

    private ServerMethodDefinition<WatchRequest, byte[]> watchMethod() {
        MethodDescriptor<WatchRequest, WatchResponse> method = StatusServiceGrpc.getWatchMethod();
        return ServerMethodDefinition.create(
                method.toBuilder(method.getRequestMarshaller(), new BytesMarshaller())
                        .build(),
                ServerCalls.asyncServerStreamingCall((request, observer) -> {
                    if (observer instanceof ServerCallStreamObserver<byte[]> stream) {
                        orError(observer, () -> read.watch(request, stream));
                    }
                }));
    }

    /** A call that is refused before anything is done. */
    static void orError(StreamObserver<?> observer, Runnable call) {
        try {
            call.run();
        } catch (StatusRuntimeException | BadFieldException e) {
            observer.onError(Errors.of(e));
        }
    }

    @Override
    public void openSession(OpenSessionRequest request, StreamObserver<Session> observer) {
        orError(observer, () -> publish.open(request, observer));
    }

    @Override
    public void keepSessionAlive(KeepSessionAliveRequest request, StreamObserver<KeepSessionAliveResponse> observer) {
        orError(observer, () -> publish.keepAlive(request, observer));
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> observer) {
        orError(observer, () -> publish.close(request, observer));
    }

    @Override
    public void updateWatch(UpdateWatchRequest request, StreamObserver<UpdateWatchResponse> observer) {
        orError(observer, () -> read.updateWatch(request, observer));
    }

    @Override
    public void getStatuses(GetStatusesRequest request, StreamObserver<GetStatusesResponse> observer) {
        orError(observer, () -> read.get(request, observer));
    }

    @Override
    public void listStatuses(ListStatusesRequest request, StreamObserver<ListStatusesResponse> observer) {
        orError(observer, () -> read.list(request, observer));
    }

    @Override
    public void listContactLists(ListContactListsRequest request, StreamObserver<ListContactListsResponse> observer) {
        orError(observer, () -> contacts.lists(request, observer));
    }

    @Override
    public void listContacts(ListContactsRequest request, StreamObserver<ListContactsResponse> observer) {
        orError(observer, () -> contacts.contacts(request, observer));
    }
}
