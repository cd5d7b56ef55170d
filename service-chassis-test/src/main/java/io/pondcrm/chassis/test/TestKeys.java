package io.pondcrm.chassis.test;

import io.pondcrm.local.keys.KeyFile;
import io.pondcrm.local.keys.ReceiptKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of keys of this JVM's tests. */
public final class TestKeys {

    static final String FILE = make("keys.json", path -> new KeyFile(path).ensure());

    /** The file of the key that signs receipts, for services that a test starts by itself. */
    public static final String RECEIPT_KEY =
            make("receipt-key.json", path -> new ReceiptKeyFile(path).ensure());

    private interface Maker {
        void make(Path file) throws IOException;
    }

    private TestKeys() {}

    private static String make(String name, Maker maker) {
        try {
            var folder = Files.createTempDirectory("keys");
            var file = folder.resolve(name);
            maker.make(file);
            // Last in, first out.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
