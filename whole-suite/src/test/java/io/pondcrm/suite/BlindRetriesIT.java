package io.pondcrm.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.suite.RunningSuite.Pond;
import io.pondcrm.suite.Settings.Port;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** R3: any POST may be sent again and again, to any process, whatever became of it before. */
@ExtendWith(RunningSuite.class)
class BlindRetriesIT {

    static final int KEYS = Integer.getInteger("pond.faults.keys", 200);
    static final int COPIES = 10;

    @Test
    void
            ten_copies_of_each_request_over_two_processes_of_which_one_is_killed_make_one_customer_each(
                    Pond pond) throws Exception {
        var before = customers(pond);
        var first = pond.straightTo(pond.settings.port(Port.CUSTOMER));
        try (var twin = pond.twin(Port.CUSTOMER)) {
            var made = new ConcurrentHashMap<Integer, Set<String>>();
            var answered = new AtomicInteger();
            // More at once would only wait in line: the two cores are the limit, not the service.
            var atOnce = new Semaphore(40);
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var copies =
                        IntStream.range(0, KEYS * COPIES)
                                .<Future<?>>mapToObj(copy ->
                                        callers.submit(() -> {
                                            var key = copy / COPIES;
                                            atOnce.acquire();
                                            try {
                                                var id =
                                                        insist(
                                                                copy % 2 == 0
                                                                        ? List.of(first, twin.ops())
                                                                        : List.of(
                                                                                twin.ops(), first),
                                                                key);
                                                made.computeIfAbsent(
                                                                key,
                                                                _ -> ConcurrentHashMap.newKeySet())
                                                        .add(id);
                                            } finally {
                                                atOnce.release();
                                            }
                                            if (answered.incrementAndGet() == KEYS * COPIES / 2) {
                                                twin.close();
                                            }
                                            return null;
                                        }))
                                .toList();
                for (var copy : copies) {
                    copy.get();
                }
            }

            assertThat(made).hasSize(KEYS);
            assertThat(made.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
        }
        assertThat(customers(pond) - before).isEqualTo(KEYS);
    }

    /** Sends it until somebody says what became of it, as a client does that knows nothing else. */
    private static String insist(List<Api> processes, int key) throws InterruptedException {
        for (var attempt = 0; attempt < 120; attempt++) {
            try {
                var answer =
                        processes
                                .get(attempt % 2)
                                .post(
                                        "/api/v1/customers",
                                        Map.of("kind", "PERSON", "displayName", "Copy " + key),
                                        "Idempotency-Key",
                                        "blind-" + key);
                if (answer.status() == 201) {
                    return answer.json().path("id").asString();
                }
                assertThat(answer.status()).as(answer.text()).isIn(409, 503);
            } catch (IOException noAnswer) {
                // Killed under our hands, or gone: nobody knows, so once more.
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new AssertionError("No answer for key " + key);
    }

    private static long customers(Pond pond) throws IOException, InterruptedException {
        return pond.ops
                .get("/api/v1/customers?limit=1&count=exact")
                .orThrow()
                .json()
                .path("total")
                .asLong();
    }
}
