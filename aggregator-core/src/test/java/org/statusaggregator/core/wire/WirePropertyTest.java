package org.statusaggregator.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.status.Facts;
import org.statusaggregator.core.status.RemovedUser;
import org.statusaggregator.core.status.Row;
import org.statusaggregator.core.status.Source;
import org.statusaggregator.core.status.Status;
import org.statusaggregator.core.status.StatusKey;
import org.statusaggregator.core.status.Until;
import org.statusaggregator.core.status.Version;
import org.statusaggregator.v1.PublishStatusesRequest;
import org.statusaggregator.v1.WatchResponse;

/** What is written around the generated classes is what they would have written. */
class WirePropertyTest {
    @Property(tries = 500, edgeCases = EdgeCasesMode.MIXIN)
    void statusSurvivesTheWayThroughTheWire(@ForAll("statuses") Status status) throws InvalidProtocolBufferException {
        byte[] bytes = WireStatus.toProto(status).toByteArray();

        assertThat(WireStatus.fromProto(org.statusaggregator.v1.Status.parseFrom(bytes)))
                .isEqualTo(status);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
    void rowsAreTheMessageThatTheGeneratedClassesWrite(@ForAll("rows") List<Row> rows)
            throws InvalidProtocolBufferException {
        WatchResponse.Builder expected = WatchResponse.newBuilder();
        for (Row row : rows) {
            expected.addStatuses(generated(row));
            expected.addPlaces(row.isRemoved() ? 0 : row.place() + 1);
        }

        byte[] message = WatchMessages.rows("cic-ü1", rows);

        assertThat(WatchResponse.parseFrom(message)).isEqualTo(expected.build());
        assertThat(message).hasSameSizeAs(expected.build().toByteArray());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
    void rowOfItsOwnIsTheSameMessage(@ForAll("row") Row row) throws InvalidProtocolBufferException {
        org.statusaggregator.v1.Status status = WatchMessages.row("cic-ü1", row);

        assertThat(status).isEqualTo(generated(row));
        if (row.isRemoved()) {
            assertThat(WireStatus.removedFromProto(status))
                    .isEqualTo(new RemovedUser("cic-ü1", row.userId(), row.email(), row.version()));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
    void rowsAreReadWhereTheyStand(@ForAll("rows") List<Row> rows, @ForAll @IntRange(max = 9) int spare)
            throws InvalidProtocolBufferException {
        byte[] message = WatchMessages.rows("cic-ü1", rows);
        WatchReader reader = new WatchReader().open(Arrays.copyOf(message, message.length + spare), message.length);

        for (Row row : rows) {
            RowView view = Objects.requireNonNull(reader.nextRow());
            org.statusaggregator.v1.Status expected = generated(row);
            assertThat(view.epoch()).isEqualTo(row.epoch());
            assertThat(view.sequence()).isEqualTo(row.sequence());
            assertThat(view.isRemoved()).isEqualTo(row.isRemoved());
            assertThat(view.cicServer()).isEqualTo(expected.getCicServer());
            assertThat(view.userId()).isEqualTo(row.userId());
            byte[] id = row.userId().getBytes(UTF_8);
            assertThat(view.userIdBytes()).isEqualTo(id);
            assertThat(view.isUser(id)).isTrue();
            assertThat(view.isUser((row.userId() + "x").getBytes(UTF_8))).isFalse();
            ByteBuffer words = ByteBuffer.allocate(id.length + 8).order(ByteOrder.LITTLE_ENDIAN);
            words.put(id);
            for (int word = 0; word * 8 < id.length; word++) {
                assertThat(view.userIdWord(word)).isEqualTo(words.getLong(word * 8));
            }
            assertThat(view.sinceSeconds()).isEqualTo(expected.getStatusSince().getSeconds());
            assertThat(view.sinceNanos()).isEqualTo(expected.getStatusSince().getNanos());
            assertThat(view.status()).isEqualTo(WireStatus.fromProto(expected));
            assertThat(view.removedUser()).isEqualTo(WireStatus.removedFromProto(expected));
        }
        assertThat(reader.nextRow()).isNull();
        assertThat(reader.mark()).isEqualTo(WatchResponse.getDefaultInstance());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
    void batchesAreTheBytesThatTheGeneratedClassesWrite(
            @ForAll("batch") List<Status> statuses, @ForAll boolean first, @ForAll boolean last) {
        PublishStatusesRequest.Builder expected = PublishStatusesRequest.newBuilder()
                .setSessionId("s-ü")
                .setBatchNumber(7)
                .addRemovedUserIds("gone")
                .addRemovedUserIds("")
                .setFirstPart(first)
                .setLastPart(last);
        statuses.forEach(status -> expected.addStatuses(WireStatus.toProto(status)));

        byte[] message = PublishMessages.encode(new PublishMessages.Batch(
                "s-ü", 7, statuses, List.of("gone", ""), new PublishMessages.Part(first, last)));

        assertThat(message).isEqualTo(expected.build().toByteArray());
    }

    @Provide
    Arbitrary<List<Status>> batch() {
        Arbitrary<Status> unnumbered = statuses()
                .map(status -> new Status(
                        status.cicServer(),
                        status.userId(),
                        status.email(),
                        status.key(),
                        status.onPhone(),
                        status.onPhoneSince(),
                        status.logonServer(),
                        Version.NONE,
                        Source.REPORTED));
        return Arbitraries.oneOf(statuses(), unnumbered).list().ofMaxSize(8);
    }

    private static org.statusaggregator.v1.Status generated(Row row) throws InvalidProtocolBufferException {
        org.statusaggregator.v1.Status.Builder status = row.isRemoved()
                ? org.statusaggregator.v1.Status.newBuilder()
                        .setCicServer("cic-ü1")
                        .setUserId(row.userId())
                        .setEmail(row.email())
                        .setRemoved(true)
                : org.statusaggregator.v1.Status.parseFrom(row.body()).toBuilder();
        return status.setEpoch(row.epoch())
                .setSequence(row.sequence())
                .setSource(WireStatus.toProto(row.source()))
                .build();
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        return row().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<Row> row() {
        Arbitrary<Row> present = Combinators.combine(statuses(), versions())
                .as((status, version) -> new Row(
                        status.userId(),
                        status.email(),
                        version.epoch(),
                        version.sequence(),
                        Facts.ON,
                        status.source(),
                        body(status)));
        Arbitrary<Row> removed = Combinators.combine(texts().ofMinLength(1), texts().ofMinLength(1), versions())
                .as((user, email, version) -> {
                    Row row = Row.removed(user, email);
                    return new Row(
                            user, email, version.epoch(), version.sequence(), row.facts(), row.source(), row.body());
                });
        return Arbitraries.oneOf(present, present, removed);
    }

    private static byte[] body(Status status) {
        return WireStatus.toProto(status).toBuilder()
                .clearEpoch()
                .clearSequence()
                .clearSource()
                .build()
                .toByteArray();
    }

    @Provide
    Arbitrary<Status> statuses() {
        Arbitrary<Status> identities = Combinators.combine(
                        texts(), texts().ofMinLength(1), texts().ofMinLength(1), texts(), versions())
                .as((server, user, email, logon, version) ->
                        new Status(server, user, email, StatusKey.NONE, false, null, logon, version, Source.REPORTED));
        return Combinators.combine(
                        identities, keys(), Arbitraries.of(true, false), times(), Arbitraries.of(Source.class))
                .as((status, key, onPhone, since, source) -> new Status(
                        status.cicServer(),
                        status.userId(),
                        status.email(),
                        key,
                        onPhone,
                        since,
                        status.logonServer(),
                        status.version(),
                        source));
    }

    private static Arbitrary<StatusKey> keys() {
        Arbitrary<@Nullable Until> untils =
                Combinators.combine(instants(), bools(), bools()).as(Until::new).injectNull(0.2);
        return Combinators.combine(texts(), bools(), times(), untils, texts()).as(StatusKey::new);
    }

    private static Arbitrary<Boolean> bools() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<@Nullable Instant> times() {
        return instants().injectNull(0.2);
    }

    /** The whole range of a protobuf timestamp. */
    private static Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs()
                .between(
                        Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(seconds, nanos).as((second, nano) -> Instant.ofEpochSecond(second, nano));
    }

    private static Arbitrary<Version> versions() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(1, Long.MAX_VALUE);
        return Combinators.combine(numbers, numbers).as(Version::new);
    }

    /** Any text without half characters, which UTF-8 cannot hold. */
    private static StringArbitrary texts() {
        return Arbitraries.strings()
                .ascii()
                .withChars("äß€中\u200f\u0000")
                .withCharRange('\u0400', '\u04ff')
                .ofMaxLength(40);
    }
}
