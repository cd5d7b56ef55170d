package io.pondcrm.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;

/** A service behind the gateway: a real HTTP server that answers as a test says. */
public final class StubService implements AutoCloseable {

    /** What the service got to see of a call. */
    public record Seen(
            String method, String uri, Map<String, List<String>> headers, long bodyBytes) {

        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private final int port;
    private final ConcurrentLinkedDeque<Seen> seen = new ConcurrentLinkedDeque<>();
    private volatile HttpHandler answer = StubService::echo;
    private HttpServer server;

    public StubService() {
        server = start(0);
        port = server.getAddress().getPort();
    }

    private HttpServer start(int at) {
        try {
            var started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 512);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", this::handle);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer.handle(exchange);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        json(exchange, 200, "{\"path\":\"" + exchange.getRequestURI().getRawPath() + "\"}");
    }

    public static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.getBytes(UTF_8).length);
        if (!body.isEmpty()) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    /** From now on the service answers like this; what it sees is kept. */
    public void answers(HttpHandler handler) {
        seen.clear();
        answer =
                exchange -> {
                    note(exchange, 0);
                    handler.handle(exchange);
                };
    }

    public void answers(int status, String body) {
        seen.clear();
        answer =
                exchange -> {
                    note(exchange, exchange.getRequestBody().readAllBytes().length);
                    json(exchange, status, body);
                };
    }

    private void note(HttpExchange exchange, long bodyBytes) {
        seen.add(
                new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        bodyBytes));
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen lastSeen() {
        return seen.getLast();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** As when the process is killed: connections are cut, new ones refused. */
    public void stop() {
        server.stop(0);
    }

    public void startAgain() {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
    }
}
