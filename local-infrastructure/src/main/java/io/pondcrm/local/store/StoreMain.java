package io.pondcrm.local.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Runs a {@link DocumentStore} as a process of its own until it is told to stop. */
public final class StoreMain {

    private static final String DEFAULT_PORT = "27018";
    private static final String DEFAULT_DIRECTORY = ".pond/store";
    private static final long MEGABYTE = 1 << 20;
    private static final int DOCUMENTS_PER_MEGABYTE = 200;

    private StoreMain() {}

    /**
     * @param args port (else {@code POND_STORE_PORT}, else 27018; 0 is any free one) and data
     *     directory (else {@code POND_STORE_DIR}, else {@code .pond/store})
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        quiet("io.netty", Level.WARN);
        quiet("de.bwaldvogel", Level.WARN);
        quiet("io.pondcrm", Level.INFO);
        int port = Integer.parseInt(argument(args, 0, "POND_STORE_PORT", DEFAULT_PORT));
        Path directory = Path.of(argument(args, 1, "POND_STORE_DIR", DEFAULT_DIRECTORY));
        try {
            DocumentStore store = DocumentStore.start(directory, port);
            long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
            System.out.printf(
                    "All documents live in a heap of %d MB, about %,d of 1 kB; MongoDB holds more.%n",
                    heap, heap * DOCUMENTS_PER_MEGABYTE);
            System.out.printf(
                    "Store ready at %s, data in %s%n", store.uri(), directory.toAbsolutePath());
            closeAtExit(store);
            // Reading the journal leaves as much garbage as documents, and nothing else would soon
            // give that memory back.
            System.gc();
            new CountDownLatch(1).await();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void closeAtExit(DocumentStore store) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("store-stop")
                                .unstarted(() -> {
                                    try {
                                        store.close();
                                        System.out.println("Store stopped");
                                    } catch (IOException e) {
                                        System.err.println("Store stopped badly: " + e);
                                    }
                                }));
    }

    private static String argument(String[] args, int position, String variable, String otherwise) {
        return args.length > position
                ? args[position]
                : System.getenv().getOrDefault(variable, otherwise);
    }

    private static void quiet(String logger, Level level) {
        if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
            logback.setLevel(level);
        }
    }
}
