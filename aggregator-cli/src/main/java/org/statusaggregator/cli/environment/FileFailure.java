package org.statusaggregator.cli.environment;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what is wrong with a file. The JDK's own messages are often the bare path. */
public final class FileFailure {
    private FileFailure() {}

    /** One sentence that names the file. */
    public static String sentence(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + ": exists already";
        }
        if (failure instanceof NotDirectoryException file) {
            return file.getFile() + ": is a file (expected: a folder)";
        }
        if (failure instanceof DirectoryNotEmptyException full) {
            return full.getFile() + ": is not empty";
        }
        if (failure instanceof FileSystemException other) {
            return other.getFile() + ": " + (other.getReason() == null ? "cannot be used" : other.getReason());
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
