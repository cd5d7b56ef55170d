package io.pondcrm.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random secret of this installation: made at its first use, and kept. */
record KeptSecret(Path file) {

    /** 64 hexadecimal digits, the same each time. */
    String read() throws IOException {
        if (!Files.exists(file)) {
            var secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            var directory = Files.createDirectories(file.toAbsolutePath().getParent());
            // Born readable by its owner only, and moved whole: never half a secret.
            var made = Files.createTempFile(directory, "secret", null);
            Files.writeString(made, HexFormat.of().formatHex(secret));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }
}
