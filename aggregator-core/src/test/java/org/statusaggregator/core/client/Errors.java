package org.statusaggregator.core.client;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** Errors as nodes answer them. */
final class Errors {
    private Errors() {}

    static StatusRuntimeException error(Code code, String reason) {
        return StatusProto.toStatusRuntimeException(status(code, reason, "statusaggregator"));
    }

    static StatusRuntimeException ofDomain(String domain, Code code, String reason) {
        return StatusProto.toStatusRuntimeException(status(code, reason, domain));
    }

    static StatusRuntimeException retryAfter(Duration delay, Code code, String reason) {
        com.google.protobuf.Duration wire = com.google.protobuf.Duration.newBuilder()
                .setSeconds(delay.getSeconds())
                .setNanos(delay.getNano())
                .build();
        return StatusProto.toStatusRuntimeException(status(code, reason, "statusaggregator").toBuilder()
                .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(wire).build()))
                .build());
    }

    private static com.google.rpc.Status status(Code code, String reason, String domain) {
        ErrorInfo info =
                ErrorInfo.newBuilder().setDomain(domain).setReason(reason).build();
        return com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("as scripted")
                .addDetails(Any.pack(info))
                .build();
    }
}
