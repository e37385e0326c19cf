package org.statusaggregator.core.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One person or thing in a contact list. Immutable, and packed into one array, because there are hundreds of thousands of them in memory: about 40 bytes
 * and the UTF-8 of its texts. Texts are unpacked when they are asked for.
 */
public final class Contact {
    /** Longest text of a field in characters; what is longer is cut. */
    public static final int LONGEST_VALUE = 1_024;
    /** Most addresses of one contact. */
    public static final int MOST_EMAILS = 50;

    private static final int ONE_BYTE = 0x80;

    /** The id, the number of addresses, the addresses; then for each field its number and its text. Each text is its length and its UTF-8. */
    private final byte[] packed;

    private Contact(byte[] packed) {
        this.packed = packed;
    }

    /**
     * A contact with these parts.
     *
     * @param id what identifies it in its list
     * @param emails normalised, the main one first, without repetition; they join it to statuses
     * @param fields its texts; empty ones are left out
     */
    public static Contact of(String id, List<String> emails, Map<ContactField, String> fields) {
        Packer packer = new Packer();
        packer.text(id);
        packer.number(emails.size());
        emails.forEach(packer::text);
        Map<Integer, String> ordered = new TreeMap<>();
        fields.forEach((field, value) -> ordered.put(field.code(), value));
        ordered.forEach((code, value) -> {
            if (!value.isEmpty()) {
                packer.number(code);
                packer.text(value);
            }
        });
        return new Contact(packer.result());
    }

    /** The contact that {@link #packed} gave. The array is not copied and must not be changed. */
    public static Contact unpack(byte[] packed) {
        return new Contact(packed);
    }

    /** Its packed form, shared: not to be changed. */
    public byte[] packed() {
        return packed;
    }

    /** What identifies it in its list. */
    public String id() {
        return new Reader().text();
    }

    /** The addresses that join it to statuses, normalised, the main one first. */
    public List<String> emails() {
        Reader reader = new Reader();
        reader.skip();
        int count = reader.number();
        if (count == 0) {
            return List.of();
        }
        List<String> emails = new ArrayList<>(Math.min(count, MOST_EMAILS));
        for (int i = 0; i < count; i++) {
            emails.add(reader.text());
        }
        return emails;
    }

    /** The text of a field; "" = none. */
    public String get(ContactField field) {
        Reader reader = new Reader().atFields();
        while (reader.hasMore()) {
            if (reader.number() == field.code()) {
                return reader.text();
            }
            reader.skip();
        }
        return "";
    }

    /** Every field that has a text. */
    public void forEach(BiConsumer<ContactField, String> action) {
        Reader reader = new Reader().atFields();
        while (reader.hasMore()) {
            action.accept(ContactField.of(reader.number()), reader.text());
        }
    }

    /** What people call it: its display name, else first and last name, else its first address, else its id. */
    public String label() {
        String name = get(ContactField.DISPLAY_NAME);
        if (name.isEmpty()) {
            name = (get(ContactField.FIRST_NAME) + " " + get(ContactField.LAST_NAME)).strip();
        }
        if (name.isEmpty()) {
            List<String> emails = emails();
            name = emails.isEmpty() ? id() : emails.get(0);
        }
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Contact contact && Arrays.equals(packed, contact.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id()).append(' ').append(emails());
        forEach((field, value) ->
                text.append(' ').append(field.name()).append('=').append(value));
        return text.toString();
    }

    private static final class Packer {
        private byte[] bytes = new byte[256];
        private int size;

        void number(int number) {
            int rest = number;
            while (rest >= ONE_BYTE) {
                add((byte) (rest | ONE_BYTE));
                rest >>>= 7;
            }
            add((byte) rest);
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            room(utf8.length);
            System.arraycopy(utf8, 0, bytes, size, utf8.length);
            size += utf8.length;
        }

        private void add(byte value) {
            room(1);
            bytes[size++] = value;
        }

        private void room(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }

        byte[] result() {
            return Arrays.copyOf(bytes, size);
        }
    }

    private final class Reader {
        private int at;

        Reader atFields() {
            skip();
            for (int rest = number(); rest > 0; rest--) {
                skip();
            }
            return this;
        }

        boolean hasMore() {
            return at < packed.length;
        }

        int number() {
            int number = 0;
            int shift = 0;
            byte next = packed[at++];
            while (next < 0) {
                number |= (next & 0x7f) << shift;
                shift += 7;
                next = packed[at++];
            }
            return number | next << shift;
        }

        String text() {
            int length = number();
            at += length;
            return new String(packed, at - length, length, StandardCharsets.UTF_8);
        }

        void skip() {
            int length = number();
            at += length;
        }
    }
}
