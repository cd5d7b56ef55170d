package io.pondcrm.local.broker;

import java.nio.file.Path;

/**
 * Runs a {@link Broker} as its own process: {@code BrokerMain <directory> [port]}, port 9092 unless
 * given, 0 for a free one. Prints one line, {@code READY broker <host:port>}, when clients may
 * connect; SIGTERM stops it.
 */
public final class BrokerMain {

    private static final String LOGGING = "logback.configurationFile";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        if (arguments.length == 0 || arguments.length > 2) {
            System.err.println("Usage: BrokerMain <directory> [port, default 9092]");
            System.exit(2);
        }
        // Named, not logback.xml: that name would take over any process with this jar on its path.
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/pondcrm/local/broker/broker-logback.xml");
        }
        var port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 9092;
        var broker = Broker.start(Path.of(arguments[0]), port);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        System.out.println("READY broker " + broker.bootstrapServers());
        broker.await();
    }
}
