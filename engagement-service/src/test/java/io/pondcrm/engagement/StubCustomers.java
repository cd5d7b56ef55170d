package io.pondcrm.engagement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What customer-service and the token issuer say, over real HTTP. */
public final class StubCustomers implements AutoCloseable {

    private static final Pattern CARD =
            Pattern.compile("/api/v1/customers/(cus_[0-9a-z]{26})/contact-card");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a card says, before its customer's name and address are put on it. */
    public record Card(boolean allowed, String reason, Map<String, Object> more) {

        public static Card granted() {
            return new Card(true, "GRANTED", Map.of("locale", "en"));
        }

        public static Card refused(String reason) {
            return new Card(false, reason, Map.of());
        }

        public Card with(String name, Object value) {
            var all = new LinkedHashMap<>(more);
            all.put(name, value);
            return new Card(allowed, reason, all);
        }
    }

    private final HttpServer server;
    private final Map<CustomerId, Card> cards = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile int failWith;

    public StubCustomers() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/oauth2/token", this::token);
            server.createContext("/api/v1/customers/", this::card);
            var starter = new Thread(server::start, "stub-customers");
            starter.setDaemon(true);
            starter.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this customer's card says so; customers without a card are unknown. */
    public void say(CustomerId customer, Card card) {
        cards.put(customer, card);
    }

    /** From now on every call is answered so; 0: as it should be. */
    public void failWith(int status) {
        failWith = status;
    }

    public int asked() {
        return asked.get();
    }

    /** Where a customer's mail goes. */
    public static String addressOf(CustomerId customer) {
        return "canary-" + customer.value().substring(4) + "@example.org";
    }

    private void token(HttpExchange exchange) throws IOException {
        tokens.incrementAndGet();
        answer(
                exchange,
                200,
                "{\"access_token\":\"stub\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private void card(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var path = CARD.matcher(exchange.getRequestURI().getPath());
        if (failWith != 0) {
            answer(exchange, failWith, "{}");
        } else if (!"Bearer stub".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (!path.matches() || !cards.containsKey(new CustomerId(path.group(1)))) {
            answer(exchange, 404, "{}");
        } else {
            var customer = new CustomerId(path.group(1));
            answer(exchange, 200, written(customer, cards.getOrDefault(customer, Card.granted())));
        }
    }

    private static String written(CustomerId customer, Card card) {
        var body = new LinkedHashMap<String, Object>();
        body.put("customerId", customer.value());
        body.put("allowed", card.allowed());
        body.put("reason", card.reason());
        body.put("since", Instant.parse("2026-01-01T00:00:00Z").toString());
        body.put("asOf", "2026-01-01T00:00:00Z");
        if (card.allowed()) {
            body.put("address", addressOf(customer));
            body.put("displayName", "Canary " + customer.value().substring(26));
        }
        body.putAll(card.more());
        return JSON.writeValueAsString(body);
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
