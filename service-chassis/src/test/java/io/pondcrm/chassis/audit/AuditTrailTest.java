package io.pondcrm.chassis.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.pondcrm.chassis.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The chain as it grows in a store. */
class AuditTrailTest {

    private static final EmbeddedStore STORE = EmbeddedStore.start();
    private static final AuditSeals SEALS =
            new AuditSeals(List.of("a key".getBytes(StandardCharsets.UTF_8)));

    private final MongoTemplate mongo =
            new MongoTemplate(MongoClients.create(STORE.uri("audit")), "audit");

    @BeforeEach
    void anEmptyStore() {
        mongo.getDb().drop();
    }

    @AfterAll
    static void stop() {
        STORE.close();
    }

    @Test
    void two_instances_with_many_writers_make_one_whole_chain() throws Exception {
        try (var one = new AuditTrail(mongo, SEALS);
                var other = new AuditTrail(mongo, SEALS);
                var threads = Executors.newFixedThreadPool(16)) {
            var calls = new ArrayList<Callable<Void>>();
            for (var number = 0; number < 1_000; number++) {
                var name = "client-" + number;
                var trail = number % 2 == 0 ? one : other;
                calls.add(() -> {
                    trail.append(entry(name));
                    return null;
                });
            }
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }

            var check = one.check();

            assertThat(check.firstBad()).as("%s", check).isEmpty();
            assertThat(check.entries()).isEqualTo(1_000);
            assertThat(mongo.findAll(AuditDocument.class).stream().map(AuditDocument::actor))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void what_was_cut_off_stays_missing_also_after_a_restart() {
        try (var trail = new AuditTrail(mongo, SEALS)) {
            for (var number = 1; number <= 5; number++) {
                trail.append(entry("client-" + number));
            }
        }
        mongo.getCollection(AuditDocument.COLLECTION)
                .deleteMany(Filters.gte("_id", AuditDocument.idOf(4)));

        try (var again = new AuditTrail(mongo, SEALS)) {
            assertThat(again.check().finding()).contains(AuditCheck.Finding.CUT_OFF);
            again.append(entry("later"));

            assertThat(again.check().firstBad()).contains(4L);
        }
    }

    @Test
    void a_restart_goes_on_where_the_chain_ended() {
        for (var time = 1; time <= 3; time++) {
            try (var trail = new AuditTrail(mongo, SEALS)) {
                trail.append(entry("client-" + time));
                assertThat(trail.check().firstBad()).isEmpty();
                assertThat(trail.check().entries()).isEqualTo(time);
            }
        }
    }

    private static AuditEntry entry(String actor) {
        return new AuditEntry(
                Instant.parse("2026-11-23T00:00:00Z"),
                actor,
                null,
                "createCustomer",
                AuditEntry.Kind.WRITE,
                "POST",
                "/api/v1/customers",
                201,
                List.of(),
                List.of(),
                null,
                "");
    }
}
