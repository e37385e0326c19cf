package org.statusaggregator.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What is read is what was written: the maps of a file against maps in memory. */
class StoredMapsPropertyTest {
    private static final List<String> MAPS = List.of("a", "b", "contacts");

    private enum Kind {
        PUT,
        PUT_LARGE,
        REMOVE,
        REMOVE_MAP,
        COMMIT,
        CLOSE,
        ABANDON
    }

    record Step(Kind kind, String map, String key, String value) {}

    @Property(tries = 150)
    void theFileHoldsWhatWasCommittedLast(@ForAll("steps") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("stored-maps");
        StorageSettings settings = new StorageSettings(folder, "test");
        Map<String, Map<String, String>> model = new TreeMap<>();
        Map<String, Map<String, String>> committed = new TreeMap<>();
        try (StoreOpener opener = new StoreOpener(settings, InstantSource.system())) {
            StoreFile file = opener.openToWrite();
            for (Step step : steps) {
                change(file, model, step);
                switch (step.kind()) {
                    case COMMIT -> {
                        file.commit();
                        committed = Contents.copy(model);
                    }
                    case CLOSE -> {
                        file.close();
                        committed = Contents.copy(model);
                        file = opener.openToWrite();
                    }
                    case ABANDON -> {
                        file.abandon();
                        model = Contents.copy(committed);
                        file = opener.openToWrite();
                    }
                    default -> {}
                }
                assertThat(Contents.of(file)).isEqualTo(Contents.copy(model));
            }
            file.abandon();
            try (@Nullable StoreFile read = opener.openToRead()) {
                assertThat(read == null ? Map.of() : Contents.of(read)).isEqualTo(committed);
            }
        }
        assertThat(names(folder)).as("nothing was set aside").containsOnly(StorageSettings.FILE, StorageSettings.LOCK);
        Files.delete(settings.file());
        Files.delete(folder.resolve(StorageSettings.LOCK));
        Files.delete(folder);
    }

    private static void change(StoreFile file, Map<String, Map<String, String>> model, Step step) {
        Map<String, String> map = model.computeIfAbsent(step.map(), name -> new TreeMap<>());
        switch (step.kind()) {
            case PUT, PUT_LARGE -> {
                String value =
                        step.kind() == Kind.PUT ? step.value() : step.value().repeat(5_000);
                file.open(step.map()).put(step.key(), Contents.bytes(value));
                map.put(step.key(), value);
                assertThat(file.open(step.map()).size()).isEqualTo(map.size());
                assertThat(file.open(step.map()).get(step.key())).isEqualTo(Contents.bytes(value));
            }
            case REMOVE -> {
                file.open(step.map()).remove(step.key());
                map.remove(step.key());
                assertThat(file.open(step.map()).get(step.key())).isNull();
            }
            case REMOVE_MAP -> {
                file.remove(step.map());
                map.clear();
            }
            default -> {}
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.PUT),
                Tuple.of(3, Kind.PUT_LARGE),
                Tuple.of(4, Kind.REMOVE),
                Tuple.of(1, Kind.REMOVE_MAP),
                Tuple.of(4, Kind.COMMIT),
                Tuple.of(1, Kind.CLOSE),
                Tuple.of(1, Kind.ABANDON));
        Arbitrary<String> keys = Arbitraries.strings().withChars("abcdä\0").ofMaxLength(2);
        Arbitrary<String> values =
                Arbitraries.strings().all().ofMaxLength(20).map(text -> Contents.text(Contents.bytes(text)));
        return Combinators.combine(kinds, Arbitraries.of(MAPS), keys, values)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
