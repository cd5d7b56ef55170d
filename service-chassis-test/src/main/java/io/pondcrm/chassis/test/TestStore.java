package io.pondcrm.chassis.test;

import com.mongodb.client.MongoClients;
import io.pondcrm.local.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.mongodb.MongoDBContainer;

/** The MongoDB of this JVM's tests, started when the first one asks. */
final class TestStore {

    private static final Pattern URI =
            Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?(\\?.*)?");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestStore() {}

    /**
     * A database that nobody else has.
     *
     * @param uri names server and database
     */
    record Database(String uri, boolean dropAfterwards) {

        void close() {
            if (dropAfterwards) {
                try (var client = MongoClients.create(uri)) {
                    client.getDatabase(nameIn(uri)).drop();
                }
            }
        }
    }

    static Database database(String space) {
        var name =
                "t%d_%d_%s"
                        .formatted(
                                ProcessHandle.current().pid(),
                                DATABASES.incrementAndGet(),
                                space.replaceAll("\\W", "").transform(TestStore::shortened));
        return new Database(withDatabase(Server.URI, name), Server.OUTLIVES_US);
    }

    /** MongoDB allows 63 bytes. */
    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), 40));
    }

    static String withDatabase(String uri, String database) {
        var matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("POND_MONGODB_URI is no mongodb URI");
        }
        var options = matcher.group(2);
        return matcher.group(1) + "/" + database + (options == null ? "" : options);
    }

    private static String nameIn(String uri) {
        return uri.replaceFirst(".*//[^/]+/", "").replaceFirst("\\?.*", "");
    }

    private static final class Server {
        static final boolean OUTLIVES_US = System.getenv("POND_MONGODB_URI") != null;
        static final String URI = start();

        private static String start() {
            var given = System.getenv("POND_MONGODB_URI");
            if (given != null) {
                return given;
            }
            if (Docker.isThere()) {
                var container = new MongoDBContainer("mongo:8.0");
                container.start(); // its reaper stops it with this JVM
                return container.getConnectionString();
            }
            return embedded();
        }

        private static String embedded() {
            try {
                var directory = Files.createTempDirectory("pond-test-store");
                var store = DocumentStore.start(directory, 0);
                // Spring calls these after it has closed the last context.
                SpringApplication.getShutdownHandlers().add(() -> stop(store, directory));
                return "mongodb://127.0.0.1:" + store.port();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void stop(DocumentStore store, Path directory) {
            try {
                store.close();
                FileSystemUtils.deleteRecursively(directory);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
