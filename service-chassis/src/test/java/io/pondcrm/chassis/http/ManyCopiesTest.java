package io.pondcrm.chassis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.EmbeddedStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/** 200 keys, 10 copies of each at once, two instances, one store: 200 things. */
class ManyCopiesTest {

    static final int KEYS = 200;
    static final int COPIES = 10;

    @Test
    void copies_at_two_instances_make_one_thing_and_all_get_its_answer() throws Exception {
        try (var store = EmbeddedStore.start();
                var one = start(store.uri("things"));
                var other = start(store.uri("things"));
                var threads = Executors.newFixedThreadPool(32);
                var http = HttpClient.newHttpClient()) {
            var ports = List.of(portOf(one), portOf(other));
            var bodies = new ConcurrentHashMap<Integer, Set<String>>();
            var calls = new ArrayList<Callable<Integer>>();
            for (var key = 0; key < KEYS; key++) {
                for (var copy = 0; copy < COPIES; copy++) {
                    var number = key;
                    var port = ports.get(copy % 2);
                    calls.add(() -> {
                        var answer = untilAnswered(http, port, number);
                        assertThat(answer.statusCode()).isEqualTo(201);
                        bodies.computeIfAbsent(number, _ -> ConcurrentHashMap.newKeySet())
                                .add(answer.body());
                        return answer.statusCode();
                    });
                }
            }
            Collections.shuffle(calls, new Random(7));

            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(201);
            }

            var things = one.getBean(MongoOperations.class).findAll(Document.class, "things");
            assertThat(things).hasSize(KEYS);
            assertThat(bodies).hasSize(KEYS).allSatisfy((_, seen) -> assertThat(seen).hasSize(1));
            var ids = new HashSet<String>();
            things.forEach(thing -> ids.add(thing.getString("_id")));
            assertThat(bodies.values())
                    .allSatisfy(seen ->
                            assertThat(ids).anyMatch(id -> seen.iterator().next().contains(id)));
        }
    }

    private static HttpResponse<String> untilAnswered(HttpClient http, int port, int key)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/things"))
                        .header("Authorization", "Bearer client-a")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "key-" + key)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"title\":\"thing " + key + "\"}"))
                        .build();
        while (true) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 409) {
                return answer;
            }
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            Thread.onSpinWait();
        }
    }

    private static ConfigurableApplicationContext start(String uri) {
        return new SpringApplicationBuilder(ThingsApp.class)
                .properties(
                        "server.port=0",
                        "spring.mongodb.uri=" + uri,
                        "spring.jmx.enabled=false",
                        "spring.main.banner-mode=off",
                        ThingsApp.NO_BROKER,
                        "pond.outbox.enabled=false",
                        "pond.inbox.enabled=false",
                        "pond.jobs.enabled=false")
                .run();
    }

    private static int portOf(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
