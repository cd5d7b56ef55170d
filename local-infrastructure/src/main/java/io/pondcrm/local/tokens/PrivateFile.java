package io.pondcrm.local.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A small text file that only its owner may read or write. */
record PrivateFile(Path path) {

    boolean exists() {
        return Files.exists(path);
    }

    String read() {
        try {
            // It may have come out of a copy or an archive with wider permissions.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes all or nothing: a reader, or a restart after a crash, never sees half a file. */
    void write(String text) {
        try {
            var directory = Files.createDirectories(path.toAbsolutePath().getParent());
            // Born with rw------- by contract of createTempFile.
            var unfinished = Files.createTempFile(directory, path.getFileName().toString(), null);
            Files.writeString(unfinished, text);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
