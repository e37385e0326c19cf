package org.statusaggregator.node.benchmark;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.wire.PublishMessages;
import org.statusaggregator.core.wire.PublishedBatch;
import org.statusaggregator.core.wire.RowEncoder;
import org.statusaggregator.core.wire.RowView;
import org.statusaggregator.core.wire.WatchMessages;
import org.statusaggregator.core.wire.WatchReader;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.Status;

/** What a row costs on the way through the wire, on either side. Nanoseconds a row, in messages of 256. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(EncodeBenchmark.ROWS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncodeBenchmark {
    static final int ROWS = 256;

    private final RowEncoder encoder = new RowEncoder("cic1", List.of("cic1"));
    private final List<org.statusaggregator.core.status.Status> statuses = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final WatchReader reader = new WatchReader();
    private byte[] published;
    private byte[] message;

    /** Makes the rows. */
    @Setup
    public void make() {
        PublishStatusesRequest.Builder batch = PublishStatusesRequest.newBuilder();
        for (int i = 0; i < ROWS; i++) {
            Status status = Rows.status(i, i);
            batch.addStatuses(status);
            Row row = encoder.encode(status);
            rows.add(new Row(row.userId(), row.email(), 3, 1_000_000L + i, row.facts(), row.source(), row.body()));
            Instant since = Instant.ofEpochSecond(status.getStatusSince().getSeconds());
            statuses.add(org.statusaggregator.core.status.Status.of(status.getUserId(), status.getEmail())
                    .withKey(StatusKey.of(status.getStatusKey(), false)
                            .since(since)
                            .detail(status.getDetail()))
                    .withOnPhone(status.getOnPhone(), since)
                    .withLogonServer("cic1"));
        }
        published = batch.build().toByteArray();
        message = WatchMessages.rows("cic1", rows);
    }

    /** The home node checks what was published, and takes it as it stands. */
    @Benchmark
    public void encodeRow(Blackhole hole) throws InvalidProtocolBufferException {
        PublishedBatch batch = PublishedBatch.read(published);
        for (int i = 0; i < ROWS; i++) {
            hole.consume(encoder.encodePlain(batch, i));
        }
    }

    /** The same of statuses that are written in some odd way: they are decoded, and encoded again. */
    @Benchmark
    public void encodeOddRow(Blackhole hole) throws InvalidProtocolBufferException {
        PublishedBatch batch = PublishedBatch.read(published);
        for (int i = 0; i < ROWS; i++) {
            Status status = batch.status(i);
            hole.consume(encoder.check(i, status));
            hole.consume(encoder.encode(status));
        }
    }

    /** A node makes a watch's message of rows. */
    @Benchmark
    public byte[] encodeWatchMessage() {
        return WatchMessages.rows("cic1", rows);
    }

    /** A client reads a watch's message without making objects of its rows. */
    @Benchmark
    public long readRows() throws InvalidProtocolBufferException {
        long sum = 0;
        reader.open(message, message.length);
        for (RowView row = reader.nextRow(); row != null; row = reader.nextRow()) {
            sum += row.sequence() + row.userHash();
        }
        return sum;
    }

    /** A client makes a status of each row. */
    @Benchmark
    public void decodeStatuses(Blackhole hole) throws InvalidProtocolBufferException {
        reader.open(message, message.length);
        for (RowView row = reader.nextRow(); row != null; row = reader.nextRow()) {
            hole.consume(row.status());
        }
    }

    /** A client encodes a batch. */
    @Benchmark
    public byte[] encodeBatch() {
        return PublishMessages.encode(new PublishMessages.Batch(
                "a session id of thirty-six chars....",
                7,
                statuses,
                List.of(),
                new PublishMessages.Part(false, false)));
    }
}
