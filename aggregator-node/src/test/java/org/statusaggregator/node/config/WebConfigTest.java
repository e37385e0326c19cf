package org.statusaggregator.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block {@code web}. */
class WebConfigTest {
    private final List<String> problems = new ArrayList<>();
    private final Path folder;

    WebConfigTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private @Nullable WebConfig read(String text) {
        return new WebReader(
                        ConfigFactory.parseString(text)
                                .withFallback(
                                        ConfigFactory.parseResources(WebReader.class.getClassLoader(), "reference.conf")
                                                .getConfig("status-aggregator.web")),
                        folder,
                        problems)
                .read("sa1");
    }

    @Test
    void thePageIsOffUnlessItIsSwitchedOn() {
        assertThat(read("")).isNull();
        assertThat(read("enabled = true"))
                .isEqualTo(new WebConfig("0.0.0.0", 8443, "sa1:8443", "", null, true, Duration.ofHours(10), 5_000, 20));
        assertThat(read("enabled = true, port = 443")).satisfies(web -> {
            assertThat(web).isNotNull();
            assertThat(web.advertisedHost()).isEqualTo("sa1");
        });
        assertThat(problems).isEmpty();
    }

    @Test
    void everyProblemIsFoundAndNamed() throws IOException {
        Files.createDirectories(folder.resolve("certs"));
        read(
                "port = 70000, advertised-host = \"https://x/\", shared-host = \"a b\", session-time = 1s, most-streams = 0, "
                        + "certificates-directory = certs, enabled = perhaps");

        assertThat(problems)
                .anyMatch(line -> line.startsWith("status-aggregator.web.port: \"70000\""))
                .anyMatch(line -> line.startsWith("status-aggregator.web.advertised-host: \"https://x/\""))
                .anyMatch(line -> line.startsWith("status-aggregator.web.shared-host: \"a b\""))
                .anyMatch(line -> line.startsWith("status-aggregator.web.session-time: \"PT1S\""))
                .anyMatch(line -> line.startsWith("status-aggregator.web.most-streams: \"0\""))
                .anyMatch(line -> line.contains("a folder with a readable certificate.pem"))
                .anyMatch(line -> line.startsWith("status-aggregator.web.enabled: \"perhaps\""));
    }
}
