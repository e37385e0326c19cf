package org.statusaggregator.cli.connection;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;

/**
 * Why a call to one host failed: the table from gRPC codes, error reasons and TLS failures to sentences and exit codes.
 *
 * @param exitCode what it means for a script
 * @param sentence what it means for a person, without the host
 * @param tryNext whether another host may do better
 */
record HostFailure(ExitCode exitCode, String sentence, boolean tryNext) {
    static HostFailure of(StatusRuntimeException failure) {
        String reason = reason(failure).orElse("");
        String told = failure.getStatus().getDescription() == null
                ? failure.getStatus().getCode().toString()
                : failure.getStatus().getDescription();
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE -> unavailable(failure, reason, told);
            case DEADLINE_EXCEEDED -> new HostFailure(ExitCode.UNREACHABLE, "no answer in time", true);
            case UNAUTHENTICATED, PERMISSION_DENIED -> new HostFailure(ExitCode.REFUSED, told, false);
            case NOT_FOUND -> new HostFailure(ExitCode.NOT_FOUND, told, false);
            case INVALID_ARGUMENT, OUT_OF_RANGE -> new HostFailure(ExitCode.USAGE, told, false);
            case UNIMPLEMENTED ->
                new HostFailure(
                        ExitCode.FAILED,
                        "the node does not know this call (expected: the version of this command)",
                        false);
            default -> new HostFailure(ExitCode.FAILED, told, false);
        };
    }

    CommandFailure at(String host) {
        return new CommandFailure(exitCode, host + ": " + sentence);
    }

    private static HostFailure unavailable(StatusRuntimeException failure, String reason, String told) {
        if (cause(failure, CertificateExpiredException.class) != null) {
            return new HostFailure(ExitCode.REFUSED, "a certificate of the node has expired", true);
        }
        SSLException tls = cause(failure, SSLException.class);
        if (tls != null) {
            String sentence = "no trust between this certificate and the node's (expected: both from one CA): "
                    + firstLine(String.valueOf(tls.getMessage()));
            return new HostFailure(ExitCode.REFUSED, sentence, true);
        }
        String sentence =
                switch (reason) {
                    case "DRAINING" -> "the node is stopping";
                    case "NOT_READY" -> "the node is not ready yet";
                    default -> unreachable(failure, told);
                };
        return new HostFailure(ExitCode.UNREACHABLE, sentence, true);
    }

    private static String unreachable(StatusRuntimeException failure, String told) {
        if (cause(failure, UnknownHostException.class) != null) {
            return "the host name is not known here";
        }
        return cause(failure, ConnectException.class) == null ? firstLine(told) : "nothing answers there";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static <E extends Exception> @Nullable E cause(Exception failure, Class<E> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static Optional<String> reason(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return Optional.of(unpack(detail).getReason());
            }
        }
        return Optional.empty();
    }

    private static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw Status.INTERNAL
                    .withDescription("the node sent an unreadable ErrorInfo")
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
