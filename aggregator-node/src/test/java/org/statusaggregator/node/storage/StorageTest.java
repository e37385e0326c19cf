package org.statusaggregator.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage's life: it follows its parts, survives what disks do, and says so. */
class StorageTest {
    private final Path root;
    private final StorageSettings settings;
    private final LogLines log = new LogLines();

    StorageTest(@TempDir Path root) {
        this.root = root;
        this.settings = new StorageSettings(root.resolve("data"), "test");
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void whatAPartHasIsThereAfterACleanStop() throws IOException {
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            storage.start(List.of(part));
            part.set("a", "1");
        }
        assertThat(stored()).isEqualTo(Map.of("a", "1"));
        assertThat(log.of(Level.ERROR)).isEmpty();
    }

    @Test
    void whatAPartHasReachesTheDiskWhileItRuns() throws IOException {
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            storage.start(List.of(part));
            part.set("a", "1");
            patiently("stored").until(() -> Map.of("a", "1").equals(copyStored()));
            part.set("a", "2");
            patiently("stored").until(() -> Map.of("a", "2").equals(copyStored()));
            assertThat(storage.health()).isEqualTo(StorageHealth.WRITING);
        }
    }

    @Test
    void nothingIsWrittenWhileNothingChanges() throws IOException {
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            storage.start(List.of(part));
            part.set("a", "1");
            patiently("stored").until(() -> Map.of("a", "1").equals(copyStored()));
            byte[] before = Files.readAllBytes(settings.file());
            int rounds = part.rounds;
            patiently("some rounds").until(() -> part.rounds > rounds + 3);
            assertThat(Files.readAllBytes(settings.file())).isEqualTo(before);
        }
    }

    @Test
    void onlyItsUserMayReadIt() throws IOException {
        Files.createDirectories(settings.folder());
        Files.setPosixFilePermissions(settings.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Storage storage = Storage.open(settings)) {
            storage.start(List.of(new Numbers()));
        }
        assertThat(mode(settings.folder())).isEqualTo("rwx------");
        assertThat(mode(settings.file())).isEqualTo("rw-------");
        assertThat(mode(settings.folder().resolve(StorageSettings.LOCK))).isEqualTo("rw-------");
    }

    @Test
    void aFolderThatAnotherProcessHasIsRefused() throws IOException {
        Storage first = Storage.open(settings);
        assertThatThrownBy(() -> Storage.open(settings))
                .isInstanceOf(StorageInUseException.class)
                .hasMessage("storage.directory: \"" + settings.folder()
                        + "\" is in use by another process (expected: a folder for this node alone)");
        first.close();
        Storage.open(settings).close();
    }

    @Test
    void aDamagedFileIsSetAsideAndTheNextOneBeginsEmpty() throws IOException {
        store("a", "1");
        byte[] bytes = Files.readAllBytes(settings.file());
        bytes[bytes.length / 2] ^= 1;
        for (int i = 8_192; i < bytes.length; i += 64) {
            bytes[i] ^= 1;
        }
        Files.write(settings.file(), bytes);

        store("b", "2");

        assertThat(stored()).isEqualTo(Map.of("b", "2"));
        assertThat(aside("damaged")).hasSize(1);
        assertThat(Files.readAllBytes(aside("damaged").get(0))).isEqualTo(bytes);
        assertThat(log.of(Level.ERROR))
                .singleElement()
                .asString()
                .contains(settings.file() + " is damaged: ")
                .contains(aside("damaged").get(0).toString());
    }

    @Test
    void aFileOfAnotherClusterIsSetAside() throws IOException {
        try (Storage other = Storage.open(new StorageSettings(settings.folder(), "other"))) {
            Numbers part = new Numbers();
            other.start(List.of(part));
            part.set("a", "1");
        }
        assertThat(stored()).isEmpty();
        assertThat(aside("foreign")).hasSize(1);
        assertThat(log.of(Level.ERROR))
                .singleElement()
                .asString()
                .contains("is foreign: it belongs to the cluster other (expected: test)");
    }

    @Test
    void onlyTheLastFilesThatWereSetAsideAreKept() throws IOException {
        Instant start = Instant.parse("2026-11-23T10:00:00Z");
        for (int i = 0; i < 8; i++) {
            Files.createDirectories(settings.folder());
            Files.writeString(settings.file(), "no file of ours, number " + i);
            InstantSource clock = InstantSource.fixed(start.plusSeconds(i));
            try (Storage storage = Storage.open(settings, clock)) {
                storage.read(maps -> assertThat(maps).isNull());
            }
        }
        assertThat(aside("damaged")).hasSize(5);
        assertThat(aside("damaged").get(0))
                .hasContent("no file of ours, number 3")
                .asString()
                .endsWith(".damaged-20261123-100003-000");
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAndTriedAgain() throws IOException {
        Files.writeString(settings.folder(), "a file in its place");
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            storage.read(maps -> assertThat(maps).isNull());
            storage.start(List.of(part));
            part.set("a", "1");
            assertThat(storage.health().state()).isEqualTo(StorageHealth.State.FAILING);
            assertThat(storage.health().problem()).contains(settings.folder().toString());
            Files.delete(settings.folder());
            patiently("stored").until(() -> storage.health().equals(StorageHealth.WRITING));
        }
        assertThat(stored()).isEqualTo(Map.of("a", "1"));
        assertThat(log.of(Level.WARN)).singleElement().asString().endsWith("is written again");
    }

    @Test
    void aFullDiskIsToldOnceAndItsEndToo() throws IOException {
        Files.createDirectories(settings.folder());
        try (SmallDisk disk = SmallDisk.mount(settings.folder(), 200)) {
            Numbers part = new Numbers();
            try (Storage storage = Storage.open(settings)) {
                storage.start(List.of(part));
                part.set("a", "1");
                patiently("stored").until(() -> Map.of("a", "1").equals(copyStored()));
                int begun = part.begun;

                part.set("large", "x".repeat(400_000));

                patiently("tried again").until(() -> part.begun > begun + 1);
                assertThat(storage.health().state()).isEqualTo(StorageHealth.State.FAILING);
                assertThat(storage.health().problem()).isEqualTo(settings.file() + ": No space left on device");
                assertThat(log.of(Level.ERROR))
                        .singleElement()
                        .asString()
                        .contains("a full stop would lose")
                        .contains("No space left on device");
                assertThat(copyStored()).as("on the full disk").isEqualTo(Map.of("a", "1"));

                disk.resize(4_000);
                patiently("writes again").until(() -> storage.health().equals(StorageHealth.WRITING));
            }
            assertThat(stored()).containsEntry("a", "1").containsKey("large");
            assertThat(log.of(Level.ERROR)).hasSize(1);
            assertThat(log.of(Level.WARN)).singleElement().asString().endsWith("is written again");
            assertThat(aside("damaged")).isEmpty();
        }
    }

    @Test
    void aReadOnlyDiskIsReadAndToldAndWrittenAgainLater() throws IOException {
        Files.createDirectories(settings.folder());
        try (SmallDisk disk = SmallDisk.mount(settings.folder(), 4_000)) {
            store("a", "1");
            disk.readOnly(true);
            Numbers part = new Numbers();
            try (Storage storage = Storage.open(settings)) {
                Map<String, String> read = new TreeMap<>();
                storage.read(maps -> read.putAll(Numbers.all(maps)));
                assertThat(read).isEqualTo(Map.of("a", "1"));
                storage.start(List.of(part));
                part.set("b", "2");
                assertThat(storage.health().state()).isEqualTo(StorageHealth.State.FAILING);
                assertThat(storage.health().problem())
                        .contains(settings.folder().toString())
                        .contains("Read-only file system");

                disk.readOnly(false);
                patiently("writes again").until(() -> storage.health().equals(StorageHealth.WRITING));
            }
            assertThat(stored()).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(aside("damaged")).isEmpty();
        }
    }

    @Test
    void aFileThatSomebodyDeletesIsMadeAnew() throws IOException {
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            storage.start(List.of(part));
            part.set("a", "1");
            patiently("stored").until(() -> Map.of("a", "1").equals(copyStored()));
            Files.delete(settings.file());
            patiently("stored again").until(() -> Map.of("a", "1").equals(copyStored()));
        }
        assertThat(log.of(Level.ERROR)).singleElement().asString().contains("the file is gone");
    }

    @Test
    void aPartThatFailsIsToldAndBeginsAnew() throws IOException {
        Numbers part = new Numbers();
        try (Storage storage = Storage.open(settings)) {
            part.failing = true;
            storage.start(List.of(part));
            part.set("a", "1");
            patiently("failed").until(() -> storage.health().state() == StorageHealth.State.FAILING);
            assertThat(storage.health().problem()).endsWith("as the test wants it");
            part.failing = false;
            patiently("writes again").until(() -> storage.health().equals(StorageHealth.WRITING));
            assertThat(part.begun).isGreaterThan(1);
        }
        assertThat(stored()).isEqualTo(Map.of("a", "1"));
    }

    private void store(String key, String value) throws IOException {
        try (Storage storage = Storage.open(settings)) {
            Numbers part = new Numbers();
            storage.start(List.of(part));
            part.set(key, value);
        }
    }

    private Map<String, String> stored() throws IOException {
        return read(settings);
    }

    /** What is in the file that is being written: of a copy of it, as after the death of the process. */
    private Map<String, String> copyStored() throws IOException {
        StorageSettings copy = new StorageSettings(Files.createTempDirectory(root, "copy"), "test");
        Files.copy(settings.file(), copy.file());
        return read(copy);
    }

    private static Map<String, String> read(StorageSettings from) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Storage storage = Storage.open(from)) {
            storage.read(maps -> all.putAll(Numbers.all(maps)));
        }
        return all;
    }

    private List<Path> aside(String why) throws IOException {
        try (Stream<Path> files = Files.list(settings.folder())) {
            return files.filter(path -> path.getFileName().toString().startsWith(StorageSettings.FILE + "." + why))
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static ConditionFactory patiently(String what) {
        return await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions();
    }
}
