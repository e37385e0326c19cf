package org.statusaggregator.node.web.http;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** One request with its answer, which is given once and by any thread. */
public final class Exchange {
    private static final int OK = 200;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable Fields query;

    Exchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** The method, in capital letters. */
    public String method() {
        return request.getMethod();
    }

    /** The decoded path. */
    public String path() {
        return Request.getPathInContext(request);
    }

    /** The first value of a parameter of the query; "" = none. */
    public String query(String name) {
        return queries(name).stream().findFirst().orElse("");
    }

    /** Every value of a parameter of the query. */
    public List<String> queries(String name) {
        return query().getValuesOrEmpty(name);
    }

    /** The names of the parameters of the query. */
    public List<String> queryNames() {
        return List.copyOf(query().getNames());
    }

    private Fields query() {
        if (query == null) {
            try {
                query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            } catch (RuntimeException e) {
                throw new BadRequestException(400, "the query is no UTF-8 in percent encoding", e);
            }
        }
        return query;
    }

    /** A header of the request; "" = none. */
    public String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** A cookie; "" = none. */
    public String cookie(String name) {
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return "";
    }

    /** The "host:port" that the request was sent to. */
    public String authority() {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? header(HttpHeader.HOST.asString()) : authority;
    }

    /** The address of the caller's machine. */
    public String remoteAddress() {
        return Objects.requireNonNullElse(Request.getRemoteAddr(request), "?");
    }

    /** From where the request comes; null = a connection that is gone. */
    public @Nullable SocketAddress remote() {
        return request.getConnectionMetaData().getRemoteSocketAddress();
    }

    /** The caller's certificate and what was sent with it, which leads to an authority of the cluster; empty if it showed none. */
    public List<X509Certificate> certificates() {
        if (request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData tls
                && tls.peerCertificates() != null) {
            return List.of(tls.peerCertificates());
        }
        return List.of();
    }

    /** The body, which must not be longer; fails with a {@link BadRequestException} otherwise. */
    public CompletionStage<byte[]> body(int longest) {
        if (request.getLength() > longest) {
            return CompletableFuture.failedStage(tooLong(longest, null));
        }
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(request, longest, new Promise.Invocable<>() {
            @Override
            public void succeeded(byte[] bytes) {
                body.complete(bytes);
            }

            @Override
            public void failed(Throwable failure) {
                body.completeExceptionally(
                        failure instanceof IllegalStateException
                                ? tooLong(longest, failure)
                                : new BadRequestException(400, "the body cannot be read", failure));
            }
        });
        return body;
    }

    private static BadRequestException tooLong(int longest, @Nullable Throwable cause) {
        String message = "the body is too long (expected: at most " + longest + " bytes)";
        return new BadRequestException(413, message, cause == null ? new IllegalStateException(message) : cause);
    }

    /** A header of the answer, whatever else is answered. */
    public void addHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Answers, if nobody has yet. */
    public void answer(Answer answer) {
        if (answered.compareAndSet(false, true)) {
            response.setStatus(answer.status());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            if (answer.status() != 304 && answer.status() != 204) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
            }
            boolean withBody = !method().equals("HEAD");
            response.write(true, ByteBuffer.wrap(withBody ? answer.body() : new byte[0]), callback);
        }
    }

    /** Answers with a stream that stays open. */
    public Stream stream(Map<String, String> headers) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("answered already");
        }
        response.setStatus(OK);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        return new OpenAnswer(response, callback);
    }

    /** Whether somebody has answered. */
    public boolean isAnswered() {
        return answered.get();
    }
}
