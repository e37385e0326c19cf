package org.statusaggregator.node.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.statusaggregator.core.status.Refusal;
import org.statusaggregator.core.status.RosterAnswer;
import org.statusaggregator.node.request.BadFieldException;
import org.statusaggregator.node.roster.NotReplicatedException;

/** The errors that the node makes, against the table that integrators read in status_service.proto. */
class ErrorsTest {
    private static final Path PROTO =
            Path.of("../aggregator-core/src/main/proto/statusaggregator/v1/status_service.proto");
    private static final Pattern LINE = Pattern.compile("//\\s+([A-Z_]+)\\s{2,}([A-Z_]+)\\s{2,}(.*)");
    private static final RosterAnswer ANSWER = new RosterAnswer(Refusal.BATCH_OUT_OF_ORDER, 3, 40, 12);

    private static List<StatusRuntimeException> all() {
        List<StatusRuntimeException> errors = new ArrayList<>(List.of(
                Errors.badField("last_epoch", "-1", "0 or more"),
                Errors.batchTooLarge(1_001, 1_000),
                Errors.badToken("resume_token: damaged"),
                Errors.apiLevel(2, 1),
                Errors.watchNotFound("w1"),
                Errors.cicServerNotFound("cic9"),
                Errors.contactListNotFound("absent"),
                Errors.nothingHeldBack("people"),
                Errors.of(new BadFieldException("order_by", "x", "a column")),
                Errors.of(new RejectedExecutionException("full")),
                Errors.certificate("expired"),
                Errors.role("OpenSession", "admin", "cic"),
                Errors.unavailable("DRAINING", "the node is stopping"),
                Errors.unavailable("NOT_READY", "the node has not joined yet"),
                Errors.of(new NotReplicatedException("not confirmed", new IOException("test")))));
        for (Refusal refusal : Refusal.values()) {
            errors.add(Errors.refused(refusal, "cic1", ANSWER));
        }
        return errors;
    }

    /** Reason to code and description, as the proto's comment has them. */
    private static Map<String, Map.Entry<String, String>> table() throws IOException {
        Map<String, Map.Entry<String, String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(PROTO)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                table.put(matcher.group(2), Map.entry(matcher.group(1), matcher.group(3)));
            }
        }
        return table;
    }

    private static Map.Entry<String, String> row(Map<String, Map.Entry<String, String>> table, String reason) {
        return Objects.requireNonNull(table.get(reason), reason);
    }

    private static com.google.rpc.Status details(StatusRuntimeException error) {
        return Objects.requireNonNull(StatusProto.fromThrowable(error));
    }

    private static ErrorInfo info(StatusRuntimeException error) throws InvalidProtocolBufferException {
        return details(error).getDetails(0).unpack(ErrorInfo.class);
    }

    @Test
    void theTableIsRead() throws IOException {
        assertThat(table()).hasSizeGreaterThan(12).containsKey("BAD_FIELD");
    }

    @Test
    void everyErrorIsInTheTableWithItsCode() throws IOException {
        Map<String, Map.Entry<String, String>> table = table();
        for (StatusRuntimeException error : all()) {
            ErrorInfo info = info(error);
            assertThat(info.getDomain()).isEqualTo("statusaggregator");
            assertThat(table).containsKey(info.getReason());
            assertThat(row(table, info.getReason()).getKey())
                    .as(info.getReason())
                    .isEqualTo(error.getStatus().getCode().name());
        }
    }

    @Test
    void everyReasonOfTheTableIsMade() throws IOException {
        List<String> made = new ArrayList<>();
        for (StatusRuntimeException error : all()) {
            made.add(info(error).getReason());
        }
        assertThat(made).containsAll(table().keySet());
    }

    @Test
    void metadataAreThoseThatTheTableNames() throws IOException {
        for (StatusRuntimeException error : all()) {
            String text = row(table(), info(error).getReason()).getValue();
            Matcher named = Pattern.compile("metadata: ([a-z, ]+)\\.").matcher(text);
            if (named.find()) {
                assertThat(info(error).getMetadataMap().keySet())
                        .as(info(error).getReason())
                        .hasSameElementsAs(List.of(named.group(1).split(", ", -1)));
            }
        }
    }

    @Test
    void onlyWhatMayBeRepeatedSaysWhenToRepeatIt() {
        for (StatusRuntimeException error : all()) {
            boolean retry = details(error).getDetailsList().stream()
                    .map(Any::getTypeUrl)
                    .anyMatch(url -> url.endsWith(RetryInfo.getDescriptor().getFullName()));
            Code code = error.getStatus().getCode();
            assertThat(retry)
                    .as(error.getMessage())
                    .isEqualTo(code == Code.UNAVAILABLE || code == Code.RESOURCE_EXHAUSTED);
        }
    }

    @Test
    void messagesGiveNameValueAndExpectation() {
        assertThat(Errors.badField("last_epoch", "-1", "0 or more"))
                .hasMessageContaining("last_epoch: \"-1\" (expected: 0 or more)");
        assertThat(Errors.batchTooLarge(1_001, 1_000))
                .hasMessageContaining("1001")
                .hasMessageContaining("1000");
        assertThat(Errors.refused(Refusal.BATCH_OUT_OF_ORDER, "cic1", ANSWER))
                .hasMessageContaining("12")
                .hasMessageContaining("13");
        assertThat(Errors.role("OpenSession", "admin", "cic"))
                .hasMessageContaining("OpenSession")
                .hasMessageContaining("admin")
                .hasMessageContaining("cic");
    }

    @Test
    void aSessionThatIsOvertakenIsLostToItsClient() throws InvalidProtocolBufferException {
        assertThat(info(Errors.refused(Refusal.OVERTAKEN, "cic1", ANSWER)).getReason())
                .isEqualTo("SESSION_LOST");
    }

    @Test
    void whatWentWrongInsideSaysNothingOfTheInside() {
        StatusRuntimeException error = Errors.of(new CompletionException(new IllegalStateException("a secret")));

        assertThat(error.getStatus().getCode()).isEqualTo(Code.INTERNAL);
        assertThat(error.getMessage()).doesNotContain("secret");
    }

    @Test
    void anErrorThatIsOneAlreadyStaysWhatItIs() {
        StatusRuntimeException error = Errors.watchNotFound("w1");

        assertThat(Errors.of(new CompletionException(error))).isSameAs(error);
    }
}
