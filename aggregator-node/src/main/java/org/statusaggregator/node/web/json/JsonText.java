package org.statusaggregator.node.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON as text. What HTML, a terminal or a reader's eye would obey is written as an escape: {@code <}, control characters, marks of direction. */
public final class JsonText {
    private static final int LONGEST_TEXT = 8_192;
    private static final int DEEPEST = 8;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .characterEscapes(new Harmless())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(64)
                    .build())
            .build();

    private JsonText() {}

    /** Writes a value. */
    @FunctionalInterface
    public interface Part {
        /** Writes it. */
        void write(JsonGenerator json) throws IOException;
    }

    /** The value as UTF-8. */
    public static byte[] of(Part part) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1_024);
                JsonGenerator json = FACTORY.createGenerator(bytes)) {
            part.write(json);
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
    }

    /** Escapes that are needed in more places than JSON. */
    private static final class Harmless extends CharacterEscapes {
        private static final int[] ASCII = CharacterEscapes.standardAsciiEscapesForJSON();

        static {
            for (char c : new char[] {'<', '>', '&', '\'', 0x7f}) {
                ASCII[c] = CharacterEscapes.ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ASCII.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean obeyed = (c >= 0x80 && c <= 0x9f)
                    || c == 0x061c
                    || c == 0x200e
                    || c == 0x200f
                    || (c >= 0x2028 && c <= 0x202e)
                    || (c >= 0x2066 && c <= 0x2069);
            return obeyed ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
        }
    }
}
