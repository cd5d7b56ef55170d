package io.pondcrm.engagement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What segmentation-service says of its segments' members, over real HTTP, part by part. */
public final class StubSegments implements AutoCloseable {

    private static final Pattern MEMBERS =
            Pattern.compile("/api/v1/segments/(seg_[0-9a-z]{26})/members");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, NavigableSet<String>> segments = new ConcurrentHashMap<>();
    private volatile int failWith;
    private volatile boolean failAfterFirstPart;

    public StubSegments() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/api/v1/segments/", this::members);
            var starter = new Thread(server::start, "stub-segments");
            starter.setDaemon(true);
            starter.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A new segment of these. */
    public String of(Collection<CustomerId> customers) {
        var segment = TestEvents.newId("seg");
        segments.put(segment, new ConcurrentSkipListSet<>());
        customers.forEach(it -> enter(segment, it));
        return segment;
    }

    public void enter(String segment, CustomerId customer) {
        membersOf(segment).add(customer.value());
    }

    public void leave(String segment, CustomerId customer) {
        membersOf(segment).remove(customer.value());
    }

    private NavigableSet<String> membersOf(String segment) {
        return segments.getOrDefault(segment, new ConcurrentSkipListSet<>());
    }

    /** From now on every call is answered so; 0: as it should be. */
    public void failWith(int status) {
        failWith = status;
        failAfterFirstPart = false;
    }

    /** From now on every call but those for a first part is answered so. */
    public void failAfterFirstPart(int status) {
        failWith = status;
        failAfterFirstPart = true;
    }

    private void members(HttpExchange exchange) throws IOException {
        var path = MEMBERS.matcher(exchange.getRequestURI().getPath());
        var query = queryOf(exchange);
        var cursor = query.getOrDefault("cursor", "");
        if (failWith != 0 && !(failAfterFirstPart && cursor.isEmpty())) {
            answer(exchange, failWith, "{}");
        } else if (!"Bearer stub".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (!path.matches() || !segments.containsKey(path.group(1))) {
            answer(exchange, 404, "{}");
        } else {
            var limit = Integer.parseInt(query.getOrDefault("limit", "50"));
            var rest = membersOf(path.group(1)).tailSet(cursor, false);
            answer(exchange, 200, written(rest.stream().limit(limit + 1L).toList(), limit));
        }
    }

    private static String written(List<String> rows, int limit) {
        var part = rows.subList(0, Math.min(limit, rows.size()));
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "items",
                part.stream()
                        .map(it -> Map.of("customerId", it, "since", "2026-03-01T12:00:00Z"))
                        .toList());
        body.put("nextCursor", rows.size() > limit ? part.getLast() : null);
        return JSON.writeValueAsString(body);
    }

    private static Map<String, String> queryOf(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(it -> it.split("=", 2))
                        .collect(Collectors.toMap(it -> it[0], it -> it[1]));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
