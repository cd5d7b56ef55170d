package io.pondcrm.suite;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A collector of traces, as operators have one: keeps what a process sends, as it came. */
final class Traces implements AutoCloseable {

    private final String mark;
    private final HttpServer server;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    /**
     * @param mark what each process says of itself with all that it sends
     */
    Traces(String mark) throws IOException {
        this.mark = mark;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    var spans = exchange.getRequestBody().readAllBytes();
                    synchronized (received) {
                        received.writeBytes(spans);
                    }
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    /** Has a process that is started in this folder send every trace here. */
    void ofProcessIn(Path home) throws IOException {
        var folder = Files.createDirectories(home.resolve("config"));
        Files.write(
                folder.resolve("application.properties"),
                List.of(
                        "management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:"
                                + server.getAddress().getPort()
                                + "/v1/traces",
                        "management.opentelemetry.resource-attributes.mark=" + mark,
                        "management.tracing.sampling.probability=1.0"));
    }

    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
