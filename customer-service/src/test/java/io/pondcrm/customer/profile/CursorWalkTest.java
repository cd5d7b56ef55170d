package io.pondcrm.customer.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.Api;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.Upserted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

/** All customers, page by page, while others come and go. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@PondTest(shared = "customer")
class CursorWalkTest {

    private static final int CUSTOMERS = Integer.getInteger("pond.walk.customers", 8_000);
    private static final int BATCH = 1_000;

    /** One customer in so many goes away during a walk. */
    private static final int LEAVING = 20;

    @LocalServerPort int port;
    @Autowired Customers customers;
    @Autowired MongoOperations mongo;

    @Test
    void who_is_there_throughout_is_seen_exactly_once_in_both_directions() throws Exception {
        var all = new ArrayList<String>();
        for (var from = 0; from < CUSTOMERS; from += BATCH) {
            all.addAll(add("walk-" + from, Math.min(BATCH, CUSTOMERS - from)));
        }

        for (var sort : List.of("createdAt", "-createdAt")) {
            var leaving =
                    IntStream.range(0, all.size())
                            .filter(at -> at % LEAVING == 0)
                            .mapToObj(all::get)
                            .toList();
            all.removeAll(new HashSet<>(leaving));

            var seen = walkWhile("/customers?limit=200&sort=" + sort, leaving);

            assertThat(seen).doesNotHaveDuplicates().containsAll(Set.copyOf(all));
        }
    }

    /** Walks while customers come, and these go. */
    private List<String> walkWhile(String path, List<String> leaving) throws Exception {
        var walked = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var coming =
                    threads.submit(() -> {
                        // Not without end: who walks towards the newest would never arrive.
                        for (var time = 0; time < CUSTOMERS / 200 && !walked.get(); time++) {
                            add("late-" + path.hashCode() + "-" + time, 10);
                        }
                    });
            var going =
                    threads.submit(() -> {
                        for (var id : leaving) {
                            mongo.remove(query(where("_id").is(id)), CustomerDocument.class);
                        }
                    });
            try {
                return walk(path);
            } finally {
                walked.set(true);
                coming.get();
                going.get();
            }
        }
    }

    private List<String> walk(String path) {
        var ops = Api.ops(port);
        var seen = new ArrayList<String>();
        for (var page = ops.get(path); ; ) {
            assertThat(page.status()).isEqualTo(200);
            page.body().path("items").forEach(it -> seen.add(it.path("id").asString()));
            var next = page.body().path("nextCursor");
            if (!next.isString()) {
                return seen;
            }
            page = ops.get(path + "&cursor=" + next.asString());
        }
    }

    private List<String> add(String name, int count) {
        var rows =
                IntStream.range(0, count)
                        .mapToObj(at ->
                                new CustomerUpsert(
                                        new ExternalId("walk", name + "-" + at),
                                        ProfileInput.NOTHING))
                        .toList();
        return customers.upsertAll(rows, "import:walk").stream()
                .map(it -> ((Upserted.Created) it).id().value())
                .toList();
    }
}
