package org.statusaggregator.cli.connection;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.statusaggregator.cli.environment.CommandFailure;
import org.statusaggregator.cli.environment.ExitCode;
import org.statusaggregator.core.client.Host;
import org.statusaggregator.v1.AdminServiceGrpc;
import org.statusaggregator.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import org.statusaggregator.v1.StatusServiceGrpc;
import org.statusaggregator.v1.StatusServiceGrpc.StatusServiceBlockingStub;

/**
 * Unary calls to whichever node answers: the hosts in the order given, and, once one answered, that one until it fails. A host that cannot
 * be reached is skipped; an answer that says no is final. For one thread.
 */
public final class ClusterConnection implements AutoCloseable {
    private final List<Host> hosts;
    private final Function<Host, ManagedChannel> opener;
    private final Duration timeout;
    private final Consumer<String> skipped;
    private final Map<Host, ManagedChannel> channels = new LinkedHashMap<>();
    private int current;

    /**
     * Connects to nothing yet.
     *
     * @param hosts at least one
     * @param opener makes the channel to a host, which this connection shuts down
     * @param timeout how long to wait for each answer of each host
     * @param skipped is told a sentence for each host that is skipped
     */
    public ClusterConnection(
            List<Host> hosts, Function<Host, ManagedChannel> opener, Duration timeout, Consumer<String> skipped) {
        this.hosts = List.copyOf(hosts);
        this.opener = opener;
        this.timeout = timeout;
        this.skipped = skipped;
    }

    /**
     * Calls the admin service.
     *
     * @throws CommandFailure if no host answers, or one answers no
     */
    public <T> T admin(Function<AdminServiceBlockingStub, T> call) {
        return first(channel -> call.apply(admin(channel)));
    }

    /**
     * Calls the status service.
     *
     * @throws CommandFailure if no host answers, or one answers no
     */
    public <T> T statuses(Function<StatusServiceBlockingStub, T> call) {
        return first(channel -> call.apply(StatusServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /**
     * Asks every host, for what a node knows only of itself.
     *
     * @param missing is told a sentence for each host that does not answer
     * @return the answers of the others, in the hosts' order
     * @throws CommandFailure if no host answers, or one answers no
     */
    public <T> List<T> everyAdmin(Function<AdminServiceBlockingStub, T> call, Consumer<String> missing) {
        List<T> answers = new ArrayList<>();
        Map<Host, HostFailure> failures = new LinkedHashMap<>();
        for (Host host : hosts) {
            try {
                answers.add(call.apply(admin(channel(host))));
            } catch (StatusRuntimeException e) {
                failures.put(host, retryable(host, e));
            }
        }
        if (answers.isEmpty()) {
            throw nobody(failures);
        }
        failures.forEach((host, failure) -> missing.accept(host + ": " + failure.sentence()));
        return answers;
    }

    private <T> T first(Function<Channel, T> call) {
        Map<Host, HostFailure> failures = new LinkedHashMap<>();
        for (int tried = 0; tried < hosts.size(); tried++) {
            Host host = hosts.get(current);
            try {
                return call.apply(channel(host));
            } catch (StatusRuntimeException e) {
                HostFailure failure = retryable(host, e);
                failures.put(host, failure);
                skipped.accept(host + " skipped: " + failure.sentence());
                current = (current + 1) % hosts.size();
            }
        }
        throw nobody(failures);
    }

    private static HostFailure retryable(Host host, StatusRuntimeException e) {
        HostFailure failure = HostFailure.of(e);
        if (!failure.tryNext()) {
            throw failure.at(host.toString());
        }
        return failure;
    }

    private static CommandFailure nobody(Map<Host, HostFailure> failures) {
        List<String> sentences = new ArrayList<>();
        failures.forEach((host, failure) -> sentences.add(host + ": " + failure.sentence()));
        boolean refused = failures.values().stream().anyMatch(failure -> failure.exitCode() == ExitCode.REFUSED);
        return new CommandFailure(
                refused ? ExitCode.REFUSED : ExitCode.UNREACHABLE, "no node answered: " + String.join("; ", sentences));
    }

    private Channel channel(Host host) {
        ManagedChannel known = channels.get(host);
        if (known != null) {
            return known;
        }
        ManagedChannel opened = opener.apply(host);
        channels.put(host, opened);
        return opened;
    }

    private AdminServiceBlockingStub admin(Channel channel) {
        return AdminServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
