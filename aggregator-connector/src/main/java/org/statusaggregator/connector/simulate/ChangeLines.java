package org.statusaggregator.connector.simulate;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The changes in a file, one after the other. Not thread-safe. */
final class ChangeLines implements Closeable {
    private final Path file;
    private final BufferedReader reader;
    private final ChangeParser parser;
    private long number;

    ChangeLines(Path file, ChangeParser parser) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        this.parser = parser;
    }

    /** The next change; null at the end. After a bad line, the next call reads the line after it. */
    @Nullable Change next() throws IOException, BadLineException {
        String line;
        do {
            line = readLine();
            number++;
        } while (line != null && line.isBlank());
        return line == null ? null : parser.parse(line);
    }

    /** The number of the line read last, from 1. */
    long number() {
        return number;
    }

    private @Nullable String readLine() throws IOException {
        try {
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw new IOException(
                    file + ": after line " + number + " comes something that is not UTF-8 (expected: UTF-8)", e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    @Override
    public String toString() {
        return file + ": line " + number;
    }
}
