package org.statusaggregator.core.status;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whose a row is. The rows of a user share one of these for as long as the address stays, in a log and in every log that is fed by it, so that mostly the same
 * object tells the same user. A removal has one of its own. Who comes with a new row is read where it stands in the row's body and only when somebody asks:
 * for most rows a log knows the user already, and nobody ever does. Thread-safe.
 */
public final class User {
    /** The greatest place in a body that is noted here. */
    private static final int LAST_PLACE = Character.MAX_VALUE;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    /** Ids come from outside: nobody there shall know which ones share a hash. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    /** Where id and address stand, as UTF-8; null = they are texts already. */
    private final byte @Nullable [] body;

    // Numbers of two bytes: there is a user with every row that comes.
    private final char idBegin;
    private final char idEnd;
    private final char emailBegin;
    private final char emailEnd;

    // Made by whoever asks first, perhaps by several: texts may be handed over without further ado.
    private @Nullable String id;
    private @Nullable String email;

    private User(byte @Nullable [] body, Span id, Span email) {
        this.body = body;
        this.idBegin = (char) id.begin();
        this.idEnd = (char) id.end();
        this.emailBegin = (char) email.begin();
        this.emailEnd = (char) email.end();
    }

    /**
     * A user by texts.
     *
     * @param id on the CIC server
     * @param email normalised
     */
    public User(String id, String email) {
        this(null, Span.NOTHING, Span.NOTHING);
        this.id = id;
        this.email = email;
    }

    /**
     * The user whom a body names.
     *
     * @param body which does not change
     * @param id where it stands
     * @param email where it stands
     */
    public static User in(byte[] body, Span id, Span email) {
        User user = new User(body, id, email);
        return Math.max(id.end(), email.end()) > LAST_PLACE ? new User(id.text(body), email.text(body)) : user;
    }

    /**
     * A part of a body.
     *
     * @param begin its first byte
     * @param end behind its last byte
     */
    public record Span(int begin, int end) {
        static final Span NOTHING = new Span(0, 0);

        String text(byte[] body) {
            return new String(body, begin, end - begin, StandardCharsets.UTF_8);
        }
    }

    /** The user's id on its CIC server. */
    public String id() {
        String known = id;
        if (known == null) {
            known = text(idBegin, idEnd);
            id = known;
        }
        return known;
    }

    /** The user's address, normalised. */
    public String email() {
        String known = email;
        if (known == null) {
            known = text(emailBegin, emailEnd);
            email = known;
        }
        return known;
    }

    private String text(int begin, int end) {
        if (body == null) {
            throw new IllegalStateException("a user without texts and without a body");
        }
        return new Span(begin, end).text(body);
    }

    /** Whether this is what rows share, and not what has just come with one of them. */
    boolean isShared() {
        return body == null;
    }

    /** The same user, to be shared by rows: does not hold on to the body of the first one. */
    User shared() {
        return body == null ? this : new User(id(), email());
    }

    /** The same for the same id. */
    int hash() {
        return (int) (hashOfId() >>> 32);
    }

    /** The same for the same id and address; another one than {@link #hash}. */
    int hashWithEmail() {
        byte[] bytes = email().getBytes(StandardCharsets.UTF_8);
        return (int) (hash(~hashOfId(), bytes, 0, bytes.length) >>> 32);
    }

    private long hashOfId() {
        if (body != null) {
            return hash(SEED, body, idBegin, idEnd);
        }
        byte[] bytes = id().getBytes(StandardCharsets.UTF_8);
        return hash(SEED, bytes, 0, bytes.length);
    }

    private static long hash(long seed, byte[] bytes, int begin, int end) {
        long hash = seed;
        int at = begin;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mixed(hash, (long) WORDS.get(bytes, at));
        }
        long rest = (long) end - begin;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return mixed(hash, rest);
    }

    /** A product carries upwards only: what is high has to come down before the next one. */
    private static long mixed(long hash, long word) {
        long mixed = (hash ^ word) * MIX;
        mixed = (mixed ^ (mixed >>> 32)) * MIX;
        return mixed ^ (mixed >>> 29);
    }

    @Override
    public String toString() {
        return id() + " " + email();
    }
}
