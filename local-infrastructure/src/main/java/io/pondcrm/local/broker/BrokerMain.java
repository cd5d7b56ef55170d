package io.pondcrm.local.broker;

import java.nio.file.Path;

/** Runs a {@link Broker} as a process of its own until it is told to stop. */
public final class BrokerMain {

    private static final String DEFAULT_PORT = "9092";
    private static final String DEFAULT_DIRECTORY = ".pond/broker";
    private static final String LOGGING = "logback.configurationFile";

    private BrokerMain() {}

    /**
     * Prints one line when clients may connect; SIGTERM stops it.
     *
     * @param args data directory (else {@code POND_BROKER_DIR}, else {@code .pond/broker}) and port
     *     (else {@code POND_BROKER_PORT}, else 9092; 0 is any free one)
     */
    public static void main(String[] args) {
        // Named, not logback.xml: that name would take over any process with this jar on its path.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/pondcrm/local/broker/broker-logback.xml");
        }
        var port = Integer.parseInt(argument(args, 1, "POND_BROKER_PORT", DEFAULT_PORT));
        var directory = Path.of(argument(args, 0, "POND_BROKER_DIR", DEFAULT_DIRECTORY));
        var broker = Broker.start(directory, port);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        System.out.printf(
                "Broker ready at %s, data in %s%n",
                broker.bootstrapServers(), directory.toAbsolutePath());
        broker.await();
    }

    private static String argument(String[] args, int position, String variable, String otherwise) {
        if (args.length > position) {
            return args[position];
        }
        var given = System.getenv(variable);
        return given == null ? otherwise : given;
    }
}
