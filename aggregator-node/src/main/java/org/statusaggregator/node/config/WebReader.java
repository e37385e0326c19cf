package org.statusaggregator.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.statusaggregator.core.tls.KeyMaterial;

/** Reads the block {@code web}. */
final class WebReader {
    private static final int HTTPS_PORT = 443;
    private static final int MOST_STREAMS = 100_000;

    private final Block block;
    private final Path base;

    /**
     * A reader.
     *
     * @param base relative paths begin there
     * @param problems takes down what is wrong
     */
    WebReader(Config web, Path base, List<String> problems) {
        this.block = new Block("status-aggregator.web", ConfigFactory.empty(), web, problems);
        this.base = base;
    }

    /** The page of the node of this name; null if it is off. */
    @Nullable WebConfig read(String node) {
        int port = block.number("port", 0, 65_535);
        String advertised = host("advertised-host");
        WebConfig config = new WebConfig(
                block.text("address"),
                port,
                advertised.isEmpty() ? port == HTTPS_PORT ? node : node + ":" + port : advertised,
                host("shared-host"),
                certificates(),
                block.yes("https-only"),
                block.duration("session-time", Duration.ofMinutes(5), Duration.ofDays(7)),
                block.number("most-streams", 1, MOST_STREAMS),
                block.number("most-streams-of-one", 1, MOST_STREAMS));
        return block.yes("enabled") ? config : null;
    }

    private String host(String key) {
        String host = block.text(key);
        if (!host.isEmpty() && !host.matches("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?")) {
            block.problem(key, host, "\"host\" or \"host:port\"");
        }
        return host;
    }

    private @Nullable Path certificates() {
        String directory = block.text("certificates-directory");
        if (directory.isEmpty()) {
            return null;
        }
        Path folder = base.resolve(directory);
        for (String file : List.of(KeyMaterial.CERTIFICATE_FILE, KeyMaterial.KEY_FILE, KeyMaterial.CA_FILE)) {
            if (!Files.isReadable(folder.resolve(file))) {
                block.problem("certificates-directory", folder.toString(), "a folder with a readable " + file);
            }
        }
        return folder;
    }
}
