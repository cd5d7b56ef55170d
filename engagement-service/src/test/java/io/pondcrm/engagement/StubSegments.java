package io.pondcrm.engagement;

import com.sun.net.httpserver.HttpExchange;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What segmentation-service says of its segments' members, over real HTTP, part by part. */
public final class StubSegments implements AutoCloseable {

    private static final Pattern MEMBERS =
            Pattern.compile("/api/v1/segments/(seg_[0-9a-z]{26})/members");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StubServer server =
            new StubServer("stub-segments", Map.of("/api/v1/segments/", this::members));
    private final Map<String, NavigableSet<String>> segments = new ConcurrentHashMap<>();
    private volatile int failWith;
    private volatile boolean failAfterFirstPart;

    public String url() {
        return server.url();
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
            StubServer.answer(exchange, failWith, "{}");
        } else if (!StubServer.hasToken(exchange)) {
            StubServer.answer(exchange, 401, "{}");
        } else if (!path.matches() || !segments.containsKey(path.group(1))) {
            StubServer.answer(exchange, 404, "{}");
        } else {
            var limit = Integer.parseInt(query.getOrDefault("limit", "50"));
            var rest = membersOf(path.group(1)).tailSet(cursor, false);
            StubServer.answer(
                    exchange, 200, written(rest.stream().limit(limit + 1L).toList(), limit));
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

    @Override
    public void close() {
        server.close();
    }
}
