package io.pondcrm.engagement;

import com.sun.net.httpserver.HttpExchange;
import io.pondcrm.kernel.CustomerId;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final StubServer server =
            new StubServer(
                    "stub-customers",
                    Map.of("/oauth2/token", this::token, "/api/v1/customers/", this::card));
    private final Map<CustomerId, Card> cards = new ConcurrentHashMap<>();
    private final Map<String, CustomerId> survivors = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile int failWith;

    public String url() {
        return server.url();
    }

    /** From now on this customer's card says so; customers without a card are unknown. */
    public void say(CustomerId customer, Card card) {
        cards.put(customer, card);
    }

    /** From now on this customer is merged into another, and the card is to be had there. */
    public void leadOn(CustomerId merged, CustomerId survivor) {
        survivors.put(merged.value(), survivor);
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
        StubServer.answer(
                exchange,
                200,
                "{\"access_token\":\""
                        + StubServer.TOKEN
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private void card(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var path = CARD.matcher(exchange.getRequestURI().getPath());
        if (failWith != 0) {
            StubServer.answer(exchange, failWith, "{}");
        } else if (!StubServer.hasToken(exchange)) {
            StubServer.answer(exchange, 401, "{}");
        } else if (path.matches() && survivors.get(path.group(1)) instanceof CustomerId survivor) {
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "/api/v1/customers/"
                                    + survivor
                                    + "/contact-card?"
                                    + exchange.getRequestURI().getQuery());
            StubServer.answer(exchange, 307, "{}");
        } else if (!path.matches() || !cards.containsKey(new CustomerId(path.group(1)))) {
            StubServer.answer(exchange, 404, "{}");
        } else {
            var customer = new CustomerId(path.group(1));
            StubServer.answer(
                    exchange, 200, written(customer, cards.getOrDefault(customer, Card.granted())));
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

    @Override
    public void close() {
        server.close();
    }
}
