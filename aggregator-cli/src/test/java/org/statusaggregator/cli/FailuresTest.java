package org.statusaggregator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.statusaggregator.cli.TestCli.Result;
import org.statusaggregator.cli.connection.TlsConnector;
import org.statusaggregator.v1.Cluster;
import org.statusaggregator.v1.ClusterState;

class FailuresTest {
    private final TestCli cli = new TestCli();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void aDeadHostIsSkippedSilentlyOrWithALineWhenVerbose() {
        cli.sa1.close();
        cli.sa2.cluster = Cluster.newBuilder().setState(ClusterState.HEALTHY).build();
        Result quiet = cli.run("cluster", "status");
        assertThat(quiet.code()).isZero();
        assertThat(quiet.err()).isEmpty();
        assertThat(cli.run("cluster", "status", "--verbose").err())
                .startsWith("sa1")
                .contains("skipped")
                .hasLineCount(1);
    }

    @Test
    void noHostAtAllIsFourAndNamesEachWithItsReason() {
        cli.sa1.failure = failure(Code.UNAVAILABLE, "NOT_READY");
        cli.sa2.failure = failure(Code.UNAVAILABLE, "DRAINING");
        Result result = cli.run("users", "list");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("aggregator users list: no node answered: sa1")
                .contains("the node is not ready yet; sa2", "the node is stopping");
    }

    @Test
    void aRefusedRoleIsFiveAndNoOtherHostIsAsked() {
        cli.sa1.failure = failure(Code.PERMISSION_DENIED, "ROLE");
        Result result = cli.run("cic", "list");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("sa1").contains("told by the node").doesNotContain("sa2");
    }

    @Test
    void anInternalErrorIsOne() {
        cli.sa1.failure = Status.INTERNAL.withDescription("broken").asRuntimeException();
        Result result = cli.run("cic", "list");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).endsWith("broken\n");
    }

    @Test
    void missingHostsAreAUsageErrorThatSaysHow() {
        cli.variables.remove("AGGREGATOR_HOSTS");
        Result result = cli.run("users", "list");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        """
                        aggregator users list: no hosts given (expected: --hosts "sa1;sa2", or the variable AGGREGATOR_HOSTS)
                        Help: aggregator users list --help
                        """);
    }

    @Test
    void missingCertificatesAreAUsageErrorThatSaysHow() {
        cli.variables.remove("AGGREGATOR_CERTS");
        Result result = cli.run("users", "list");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--certs DIR", "AGGREGATOR_CERTS");
    }

    @Test
    void aWrongCertificateFolderIsAUsageErrorThatNamesIt(@TempDir Path folder) {
        TlsConnector real = new TlsConnector(Clock.fixed(TestCli.NOW, ZoneOffset.UTC));
        Result missing = cli.run(
                real, "users", "list", "--certs", folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err())
                .contains(folder.resolve("nowhere") + " is no folder")
                .contains("certs generate");
        Result empty = cli.run(real, "users", "list", "--certs", folder.toString());
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains(folder.resolve("certificate.pem") + ": no such file");
    }

    @Test
    void anUnknownCommandOptionOrFormatIsTwoAndSuggests() {
        assertThat(cli.run("user").code()).isEqualTo(2);
        assertThat(cli.run("user").err()).contains("'user'").contains("users");
        assertThat(cli.run("users", "list", "--frob").code()).isEqualTo(2);
        Result format = cli.run("users", "list", "-o", "xml");
        assertThat(format.code()).isEqualTo(2);
        assertThat(format.err()).contains("xml").containsIgnoringCase("json");
        assertThat(cli.run().code()).isEqualTo(2);
        assertThat(cli.run("users").code()).isEqualTo(2);
    }

    @Test
    void helpAndVersionAreZero() {
        assertThat(cli.run("--help").out()).contains("cluster", "Exit codes");
        assertThat(cli.run("--version").out())
                .startsWith("aggregator 0.")
                .contains("Java ")
                .doesNotContain("$");
        assertThat(cli.run("users", "list", "--help").code()).isZero();
    }

    @Test
    void completionIsAScriptForTheShell() {
        Result result = cli.run("completion");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("#!").contains("complete -F").contains("members");
    }

    private static StatusRuntimeException failure(Code code, String reason) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("told by the node")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("statusaggregator")
                        .setReason(reason)
                        .build()))
                .build());
    }
}
