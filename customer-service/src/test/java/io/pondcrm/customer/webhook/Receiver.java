package io.pondcrm.customer.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A partner's server. */
final class Receiver implements AutoCloseable {

    /** What came in. */
    record Call(String id, long timestamp, String signature, String body) {}

    /** What a partner's server does with a call. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange, Call call) throws IOException;
    }

    static final Behaviour GOOD =
            (exchange, _) -> {
                exchange.sendResponseHeaders(204, -1);
            };

    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile Behaviour behaviour = GOOD;
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var headers = exchange.getRequestHeaders();
                        var call =
                                new Call(
                                        headers.getFirst("webhook-id"),
                                        Long.parseLong(headers.getFirst("webhook-timestamp")),
                                        headers.getFirst("webhook-signature"),
                                        new String(exchange.getRequestBody().readAllBytes()));
                        record(call);
                        behaviour.answer(exchange, call);
                    }
                });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void record(Call call) {
        calls.add(call);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    static Behaviour status(int status) {
        return (exchange, _) -> exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
