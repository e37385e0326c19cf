package org.statusaggregator.node.cluster;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.impl.proxy.MapProxyImpl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs processors on single entries of a map. The map's own futures would hand each answer through the common pool first, which costs more than everything else (decision
 * 0007); here it is taken apart where the caller says.
 *
 * @param map its entries
 * @param serialization takes answers apart
 */
record KeyCalls<V>(IMap<String, V> map, SerializationService serialization) {
    /**
     * Runs the processor; its answer is taken apart on the executor. A member that is stopping or merging throws at once what else comes in the future;
     * whoever waits must not wait for ever.
     */
    <T> CompletionStage<T> submit(String key, EntryProcessor<String, V, T> processor, Executor answers) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            CompletionStage<Data> submitted = ((MapProxyImpl<String, V>) map).executeOnKeyInternal(key, processor);
            CompletionStage<?> unused =
                    submitted.whenCompleteAsync((data, failure) -> complete(answer, data, failure), answers);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private <T> void complete(CompletableFuture<T> answer, Data data, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
            return;
        }
        @Nullable T taken;
        try {
            taken = serialization.toObject(data);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            return;
        }
        answer.complete(taken);
    }
}
