package org.statusaggregator.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they were written. Whatever is read of one is a state that was once committed, or the file is set aside. */
class DamageTest {
    private static final int BLOCK = 4_096;
    private static final long SEED = Long.getLong("seed", 20_261_123);
    /** More for a long run: -Ddamage.times=20. */
    private static final int TIMES = Integer.getInteger("damage.times", 1);

    private static final String CLUSTER = "test";

    private final StorageSettings settings;
    private final Path folder;
    private final List<Map<String, Map<String, String>>> committed = new ArrayList<>();
    private byte[] sound = {};
    private int setAside;
    private int obeyed;
    private Map<String, Map<String, String>> last = Map.of();

    DamageTest(@TempDir Path folder) {
        this.folder = folder;
        this.settings = new StorageSettings(folder, CLUSTER);
    }

    /** A file with a history: values of several sizes come, change and go, in 40 commits. */
    @BeforeEach
    void writeHistory() throws IOException {
        committed.add(Map.of()); // what a new file begins with
        Random random = new Random(SEED);
        try (StoreOpener opener = new StoreOpener(settings, InstantSource.system());
                StoreFile file = opener.openToWrite()) {
            for (int i = 0; i < 40; i++) {
                for (int j = 0; j < 20; j++) {
                    String map = "map" + random.nextInt(4);
                    String value = i + "." + j + " ".repeat(random.nextInt(j == 0 ? 20_000 : 200));
                    file.open(map).put("key" + random.nextInt(60), Contents.bytes(value));
                }
                file.open("map1").remove("key" + random.nextInt(60));
                if (i % 10 == 9) {
                    file.remove("map3");
                }
                file.commit();
                committed.add(Contents.of(file));
            }
            sound = Files.readAllBytes(settings.file());
        }
    }

    @Test
    void aSoundFileIsObeyed() throws IOException {
        check(sound, "sound");
        assertThat(obeyed).isOne();
        assertThat(last).isEqualTo(committed.get(committed.size() - 1));
    }

    @Test
    void aFileThatEndsAtAnyBlock() throws IOException {
        for (int length = 0; length < sound.length; length += BLOCK) {
            check(Arrays.copyOf(sound, length), "cut at " + length);
        }
        told();
    }

    @Test
    void aFileThatEndsAnywhere() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 300 * TIMES; i++) {
            int length = random.nextInt(sound.length);
            check(Arrays.copyOf(sound, length), "cut at " + length);
        }
        told();
    }

    @Test
    void aFileInWhichBitsAreFlipped() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_500 * TIMES; i++) {
            byte[] flipped = sound.clone();
            List<Integer> bits = new ArrayList<>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                int bit = random.nextInt(8 * sound.length);
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                bits.add(bit);
            }
            check(flipped, "bits " + bits);
        }
        assertThat(setAside).isPositive();
        told();
    }

    @Test
    void aFileInWhichABlockIsZeroOrNoiseOrAnotherBlock() throws IOException {
        Random random = new Random(SEED);
        for (int at = 0; at + BLOCK <= sound.length; at += BLOCK) {
            byte[] zero = sound.clone();
            Arrays.fill(zero, at, at + BLOCK, (byte) 0);
            check(zero, "zeros at " + at);
            byte[] noise = sound.clone();
            byte[] block = new byte[BLOCK];
            random.nextBytes(block);
            System.arraycopy(block, 0, noise, at, BLOCK);
            check(noise, "noise at " + at);
            byte[] other = sound.clone();
            int from = BLOCK * random.nextInt(sound.length / BLOCK);
            System.arraycopy(sound, from, other, at, BLOCK);
            check(other, "the block of " + from + " at " + at);
        }
        assertThat(setAside).isPositive();
        told();
    }

    @Test
    void aFileWhoseTailIsTornWithinABlock() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < 200 * TIMES; i++) {
            int from = random.nextInt(sound.length);
            byte[] torn = sound.clone();
            Arrays.fill(torn, from, Math.min(torn.length, (from / BLOCK + 1 + random.nextInt(4)) * BLOCK), (byte) 0);
            check(torn, "zeros from " + from);
        }
        told();
    }

    @Test
    void filesOfOthers() throws IOException {
        byte[] noise = new byte[50_000];
        new Random(SEED).nextBytes(noise);
        check(noise, "noise");
        check("name=value\n".repeat(2_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII), "a text");
        check(new byte[BLOCK], "zeros");
        check(new byte[] {1}, "a byte");
        assertThat(obeyed).isZero();
        assertThat(setAside).isEqualTo(4);
    }

    @Test
    void aFileOfWhichOnlyTheBeginningIsThereIsNotTakenForANewOne() throws IOException {
        check(Arrays.copyOf(sound, BLOCK), "the first block");
        check(Arrays.copyOf(sound, 2 * BLOCK), "both headers");
        assertThat(setAside).isEqualTo(2);
    }

    @Test
    void aValueThatIsMissingOrUnderAnotherKeyAndAMapThatIsMissing() throws IOException {
        changedByHand(store -> {
            MVMap<String, byte[]> map = store.openMap("map1", StoreFile.FORM);
            map.remove(map.firstKey());
        });
        changedByHand(store -> {
            MVMap<String, byte[]> map = store.openMap("map1", StoreFile.FORM);
            map.put(map.firstKey(), map.get(map.lastKey()));
        });
        changedByHand(store -> store.removeMap("map1"));
        assertThat(obeyed).isZero();
        assertThat(setAside).isEqualTo(3);
    }

    /** The engine finds nothing wrong with such a file. */
    private void changedByHand(Consumer<MVStore> change) throws IOException {
        Files.write(settings.file(), sound);
        try (MVStore store = MVStore.open(settings.file().toString())) {
            change.accept(store);
        }
        check(Files.readAllBytes(settings.file()), "changed by hand");
    }

    private void check(byte[] bytes, String what) throws IOException {
        Files.write(settings.file(), bytes);
        try (@Nullable StoreFile read = open()) {
            if (read == null) {
                boolean aside = !Files.exists(settings.file());
                assertThat(aside || bytes.length == 0).as(what + ": set aside").isTrue();
                setAside += aside ? 1 : 0;
                clearAside(bytes);
            } else {
                last = Contents.of(read);
                assertThat(committed.contains(last))
                        .as(what + ": a state that was committed")
                        .isTrue();
                obeyed++;
            }
        }
    }

    private @Nullable StoreFile open() throws IOException {
        try (StoreOpener opener = new StoreOpener(settings, InstantSource.system())) {
            return opener.openToRead();
        }
    }

    /** What was set aside is as it was found. */
    private void clearAside(byte[] found) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(StorageSettings.FILE + ".damaged-")) {
                    assertThat(Files.readAllBytes(file)).isEqualTo(found);
                    Files.delete(file);
                }
            }
        }
    }

    private void told() {
        System.out.println(obeyed + " obeyed, " + setAside + " set aside");
    }
}
