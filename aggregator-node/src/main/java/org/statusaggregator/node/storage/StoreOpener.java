package org.statusaggregator.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Opens the file, after all of it was read and found good; a file that is not good is set aside, and the next one begins empty. */
final class StoreOpener implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(StoreOpener.class);

    private final StorageSettings settings;
    private final StorageFolder folder;

    StoreOpener(StorageSettings settings, InstantSource clock) {
        this.settings = settings;
        this.folder = new StorageFolder(settings, clock);
    }

    /**
     * Takes the folder, so that no other process uses it.
     *
     * @throws StorageInUseException if another process has it
     * @throws IOException if it cannot be made or written to
     */
    void take() throws IOException {
        folder.take();
    }

    /**
     * Opens what there is, to read; null if there is nothing that can be believed.
     *
     * @throws IOException if the file cannot be read, or not be set aside
     */
    @Nullable StoreFile openToRead() throws IOException {
        Path file = settings.file();
        if (!Files.exists(file) || Files.size(file) == 0) {
            return null;
        }
        FileChannel.open(file, StandardOpenOption.READ).close(); // says why not, which the engine does not
        @Nullable StoreFile opened = null;
        try {
            opened = StoreFile.openToRead(file, settings.cluster());
            opened.verify();
            return opened;
        } catch (ForeignFileException e) {
            setAside(opened, "foreign", e);
        } catch (RuntimeException
                | AssertionError
                | StackOverflowError e) { // the engine may fail in any way on a damaged file
            setAside(opened, "damaged", e);
        }
        return null;
    }

    private void setAside(@Nullable StoreFile opened, String why, Throwable reason) throws IOException {
        if (opened != null) {
            opened.abandon();
        }
        Path aside = folder.setAside(why);
        LOG.error(
                "{} is {}: {}; it is kept as {}, and nothing of it is used", settings.file(), why, text(reason), aside);
    }

    /**
     * Opens the file to write; what is there was found good, or there is nothing.
     *
     * @throws IOException if that is not possible
     */
    StoreFile openToWrite() throws IOException {
        folder.take();
        StoreFile checked = openToRead();
        if (checked != null) {
            checked.close();
        }
        folder.createFile();
        if (!Files.isWritable(settings.file())) {
            throw new IOException(settings.file() + ": not writable");
        }
        return StoreFile.open(settings.file(), settings.cluster(), checked == null);
    }

    /** What went wrong, in a few words: the innermost reason that says something, without the engine's version numbers. */
    static String text(Throwable failure) {
        String text = failure.getClass().getSimpleName();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage();
            if (message != null && !message.isEmpty()) {
                text = at instanceof MVStoreException ? message.replaceFirst(" \\[[0-9./]+\\]$", "") : message;
            }
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
