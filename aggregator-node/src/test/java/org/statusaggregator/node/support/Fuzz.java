package org.statusaggregator.node.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Throws spoilt inputs at a parser: good ones with bits turned, parts cut, doubled, exchanged and mixed with what parsers choke on. The parser may refuse by its own exceptions
 * only, must not take long, and must not take more memory than the input deserves. The inputs are the same in each run; {@code -Dfuzz.inputs=1000000 -Dfuzz.seed=7} tries
 * others.
 */
public final class Fuzz {
    /** Inputs for each parser. */
    public static final int INPUTS = Integer.getInteger("fuzz.inputs", 10_000);

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 16L << 20;
    private static final long MOST_BYTES_FOR_A_BYTE = 4_000;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final byte[][] POISON = {
        {0},
        {-1, -1, -1, -1},
        {127, -1, -1, -1},
        {-128, 0, 0, 0},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {(byte) 0xc3, (byte) 0x28},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        "\u001b]0;x\u0007\r\n".getBytes(StandardCharsets.UTF_8),
        "\u202e\u2028%s%n${jndi:x}".getBytes(StandardCharsets.UTF_8),
        "\"".getBytes(StandardCharsets.UTF_8),
        ";;,,==".getBytes(StandardCharsets.UTF_8),
        "9999999999999999999".getBytes(StandardCharsets.UTF_8),
        "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((".getBytes(StandardCharsets.UTF_8),
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".getBytes(StandardCharsets.UTF_8),
    };

    private final List<byte[]> seeds;
    private final Set<Class<? extends Exception>> refusals;
    private final Parser parser;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private int refused;
    private long slowestNanos;
    private long mostBytes;

    private Fuzz(List<byte[]> seeds, Set<Class<? extends Exception>> refusals, Parser parser) {
        this.seeds = seeds;
        this.refusals = refusals;
        this.parser = parser;
    }

    /** What reads an input. */
    @FunctionalInterface
    public interface Parser {
        /** Reads it, or refuses. */
        void read(byte[] input) throws Exception;
    }

    /**
     * Tries the inputs.
     *
     * @param refusals the exceptions, or kinds of them, by which the parser refuses
     */
    public static void run(List<byte[]> seeds, Set<Class<? extends Exception>> refusals, Parser parser) {
        run(INPUTS, seeds, refusals, parser);
    }

    /** The same with another number of inputs, for what is slow. */
    public static void run(int inputs, List<byte[]> seeds, Set<Class<? extends Exception>> refusals, Parser parser) {
        Fuzz fuzz = new Fuzz(seeds, refusals, parser);
        seeds.forEach(seed -> fuzz.attempt(-1, seed)); // also takes what is allocated once
        for (int i = 0; i < inputs; i++) {
            fuzz.attempt(i, fuzz.next());
        }
        if (System.getProperty("fuzz.inputs") != null) {
            System.out.println("Fuzz: " + inputs + " inputs of seed " + SEED + " for " + test() + ": " + fuzz.refused
                    + " refused, the slowest " + fuzz.slowestNanos / 1_000_000 + " ms, the most memory "
                    + (fuzz.mostBytes >> 10) + " KB");
        }
    }

    private static String test() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("Test"))
                        .reduce((inner, outer) -> outer)
                        .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                        .orElse("?"));
    }

    /** Texts as seeds. */
    public static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private void attempt(int number, byte[] input) {
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long nanos = THREAD.getCurrentThreadCpuTime();
        try {
            parser.read(input.clone());
        } catch (Exception e) {
            if (refusals.stream().noneMatch(kind -> kind.isInstance(e))) {
                throw new AssertionError(about(number, input) + " is not refused but " + e, e);
            }
            refused++;
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(about(number, input) + " brings " + e, e);
        }
        long took = THREAD.getCurrentThreadCpuTime() - nanos;
        long allocated = THREAD.getCurrentThreadAllocatedBytes() - bytes;
        if (number >= 0) {
            slowestNanos = Math.max(slowestNanos, took);
            mostBytes = Math.max(mostBytes, allocated);
        }
        if (number >= 0 && took > MOST_NANOS) {
            throw new AssertionError(about(number, input) + " took " + took / 1_000_000 + " ms");
        }
        if (number >= 0 && allocated > MOST_BYTES + MOST_BYTES_FOR_A_BYTE * input.length) {
            throw new AssertionError(about(number, input) + " took " + allocated + " bytes of memory");
        }
    }

    private static String about(int number, byte[] input) {
        byte[] shown = Arrays.copyOf(input, Math.min(input.length, 1_000));
        return "input " + number + " of seed " + SEED + ", " + input.length + " bytes "
                + HexFormat.of().formatHex(shown) + " (" + new String(shown, StandardCharsets.ISO_8859_1) + ")";
    }

    private byte[] next() {
        byte[] input = seeds.get(random.nextInt(seeds.size()));
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            input = spoil(input);
        }
        return input;
    }

    private byte[] spoil(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(input.length - at, 1 + random.nextInt(16));
        byte[] before = Arrays.copyOf(input, at);
        byte[] after = Arrays.copyOfRange(input, at + length, input.length);
        byte[] part = Arrays.copyOfRange(input, at, at + length);
        return switch (random.nextInt(8)) {
            case 0 -> before;
            case 1 -> join(before, after);
            case 2 -> join(before, part, part, after);
            case 3 -> join(before, POISON[random.nextInt(POISON.length)], after);
            case 4 -> join(before, POISON[random.nextInt(POISON.length)], part, after);
            case 5 -> join(before, seeds.get(random.nextInt(seeds.size())));
            case 6 -> join(before, noise(part), after);
            default -> join(before, turned(part), after);
        };
    }

    private byte[] noise(byte[] part) {
        byte[] noise = part.clone();
        random.nextBytes(noise);
        return noise;
    }

    private byte[] turned(byte[] part) {
        byte[] turned = part.clone();
        if (turned.length > 0) {
            turned[0] ^= (byte) (1 << random.nextInt(8));
        }
        return turned;
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
