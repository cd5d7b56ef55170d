package io.pondcrm.chassis.test;

import io.pondcrm.local.keys.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The file of keys of this JVM's tests. */
final class TestKeys {

    static final String FILE = make();

    private TestKeys() {}

    private static String make() {
        try {
            var folder = Files.createTempDirectory("keys");
            var file = folder.resolve("keys.json");
            new KeyFile(file).ensure();
            // Last in, first out.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
