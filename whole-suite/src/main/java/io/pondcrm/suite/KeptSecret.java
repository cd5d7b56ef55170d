package io.pondcrm.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that cursors are signed with: made once and kept, so that cursors outlive a restart. */
record PagingKey(Path file) {

    /** The key as the services take it: 64 hexadecimal digits. */
    String read() throws IOException {
        if (!Files.exists(file)) {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            var directory = Files.createDirectories(file.toAbsolutePath().getParent());
            // Born readable by its owner only, and moved whole: never half a key.
            var made = Files.createTempFile(directory, "paging", null);
            Files.writeString(made, HexFormat.of().formatHex(key));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }
}
