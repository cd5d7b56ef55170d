package io.pondcrm.chassis;

import io.pondcrm.local.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Our own document store for one test class, in a folder that goes with it. */
public final class EmbeddedStore implements AutoCloseable {

    private final Path folder;
    private final DocumentStore store;

    private EmbeddedStore(Path folder, DocumentStore store) {
        this.folder = folder;
        this.store = store;
    }

    public static EmbeddedStore start() {
        try {
            var folder = Files.createTempDirectory("store");
            return new EmbeddedStore(folder, DocumentStore.start(folder, 0));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where a database of this name is. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:%d/%s?retryWrites=false".formatted(store.port(), database);
    }

    @Override
    public void close() {
        try {
            store.close();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
