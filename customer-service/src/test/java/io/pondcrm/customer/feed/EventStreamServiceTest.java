package io.pondcrm.customer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.customer.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class EventStreamServiceTest {

    @LocalServerPort int port;

    private Api ops;
    private String system;

    @BeforeEach
    void aSystem() {
        ops = Api.ops(port);
        system = TestEvents.newId("s").substring(2);
    }

    private String customer(String key) {
        return ops.put(
                        "/customers/by-external-id/%s/%s".formatted(system, key),
                        "{\"displayName\":\"Ada\"}")
                .text("/id");
    }

    /** What a browser makes of a stream. */
    private static final class Reader implements AutoCloseable {

        final int status;
        final List<String> data = new CopyOnWriteArrayList<>();
        volatile @Nullable String lastId;
        private final java.io.InputStream body;

        Reader(Api api, @Nullable String lastEventId) {
            var request =
                    HttpRequest.newBuilder(URI.create(api.base() + "/event-stream"))
                            .header("Authorization", "Bearer " + api.token());
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            try {
                var answer =
                        HttpClient.newHttpClient()
                                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                status = answer.statusCode();
                body = answer.body();
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(body))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        lastId = line.substring(4);
                    } else if (line.startsWith("data: ")) {
                        data.add(line.substring(6));
                    }
                }
            } catch (IOException closed) {
                // The test lets go of it.
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException alreadyGone) {
                // Just as well.
            }
        }
    }

    @Test
    void whoever_comes_back_misses_nothing_and_sees_its_own_only() {
        var shop = Api.partner(port, system);
        var told = new ArrayList<String>();
        String lastId;
        String first;
        try (var reader = new Reader(shop, null)) {
            assertThat(reader.status).isEqualTo(200);
            await().until(() -> reader.lastId != null);
            first = customer("K-1");
            ops.post("/customers", "{\"displayName\":\"Nobody's\"}");
            await().atMost(Duration.ofSeconds(30)).until(() -> !reader.data.isEmpty());
            told.addAll(reader.data);
            lastId = reader.lastId;
        }
        var second = customer("K-2");
        var third = customer("K-3");

        try (var reader = new Reader(shop, lastId)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> reader.data.size() == 2);
            told.addAll(reader.data);
        }

        assertThat(told).hasSize(3);
        assertThat(told.get(0)).contains(first, "\"type\":\"customer.created\"");
        assertThat(told.get(1) + told.get(2)).contains(second, third);
        assertThat(String.join("", told)).doesNotContain("Ada");
        assertThat(told.get(1)).contains("\"previous\":" + sequenceOf(told.get(0)));
        assertThat(told.get(2)).contains("\"previous\":" + sequenceOf(told.get(1)));
    }

    private static String sequenceOf(String change) {
        return change.replaceFirst(".*\"sequence\":(\\d+).*", "$1");
    }

    @Test
    void a_client_may_have_a_few_streams_open() {
        var shop = Api.partner(port, system);
        var open = new ArrayList<Reader>();
        try {
            for (var number = 0; number < 5; number++) {
                open.add(new Reader(shop, null));
            }
            assertThat(open).extracting(it -> it.status).containsOnly(200);
            assertThat(shop.get("/event-stream").status()).isEqualTo(429);
        } finally {
            open.forEach(Reader::close);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    try (var again = new Reader(shop, null)) {
                        assertThat(again.status).isEqualTo(200);
                    }
                });
    }
}
