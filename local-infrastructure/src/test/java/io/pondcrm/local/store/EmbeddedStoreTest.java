package io.pondcrm.local.store;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store. */
class EmbeddedStoreTest extends StoreContract {

    @TempDir static Path directory;

    private static DocumentStore store;
    private static MongoClient client;

    @BeforeAll
    static void start() throws IOException {
        store = DocumentStore.start(directory, 0);
        client = Clients.of(store);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        store.close();
    }

    @Override
    MongoClient client() {
        return client;
    }
}
