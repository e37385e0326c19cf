package org.statusaggregator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.statusaggregator.core.tls.Role;
import org.statusaggregator.v1.StorageState;

/** A node's disk that is not as it should be. */
class StorageIT {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster(2);

    @Test
    void aNodeWithADamagedFileSetsItAsideAndServes() throws IOException {
        NodeProcess node = CLUSTER.node(1);
        Path file = data(node).resolve("cluster-memory.mv");
        node.kill9();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i += 32) {
            bytes[i] ^= 4;
        }
        Files.write(file, bytes);

        node.start();

        CLUSTER.awaitServing(node);
        CLUSTER.awaitHealthy();
        List<Path> aside;
        try (Stream<Path> files = Files.list(data(node))) {
            aside = files.filter(path -> path.toString().contains("cluster-memory.mv.damaged-"))
                    .toList();
        }
        assertThat(aside).hasSize(1);
        assertThat(Files.readAllBytes(aside.get(0))).isEqualTo(bytes);
        assertThat(Programs.text(node.log())).contains("ERROR").contains(file + " is damaged: ");
        assertThat(CLUSTER.cluster(node).getStorage()).isEqualTo(StorageState.STORAGE_WRITING);
    }

    @Test
    void aSecondProcessOnTheFolderOfAnotherDoesNotStart() throws IOException {
        NodeProcess second = CLUSTER.stranger("sa3", CLUSTER.certificates().folder(Role.MEMBER, "sa3"));
        Path taken = data(CLUSTER.node(0));
        Files.writeString(
                second.configuration(),
                "status-aggregator.storage.directory = \"" + taken + "\"\n",
                StandardOpenOption.APPEND);

        second.start();

        assertThat(second.awaitEnd()).isEqualTo(1);
        assertThat(Programs.text(second.output()))
                .contains("the node cannot start: storage.directory: \"" + taken
                        + "\" is in use by another process (expected: a folder for this node alone)");
        assertThat(CLUSTER.cluster(CLUSTER.node(0)).getStorage()).isEqualTo(StorageState.STORAGE_WRITING);
    }

    private static Path data(NodeProcess node) {
        return node.configuration().resolveSibling("data");
    }
}
