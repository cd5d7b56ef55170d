package io.pondcrm.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.customer.profile.domain.CustomerUpsert;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileField;
import io.pondcrm.customer.profile.domain.ProfileInput;
import io.pondcrm.customer.profile.domain.Upserted;
import io.pondcrm.customer.transaction.domain.CustomerReference;
import io.pondcrm.customer.transaction.domain.NewTransaction;
import io.pondcrm.customer.transaction.domain.Recording;
import io.pondcrm.customer.transaction.domain.TransactionType;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;

/** What imports lean on. */
@SpringBootTest
@PondTest
class BulkServiceTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Autowired Customers customers;
    @Autowired Transactions transactions;
    @Autowired MongoOperations mongo;

    @Test
    void the_same_rows_again_change_nothing() {
        var rows = rows("same", 1_000, "CN-SH");

        assertThat(customers.upsertAll(rows, "import:shop"))
                .hasSize(1_000)
                .allMatch(Upserted.Created.class::isInstance);
        assertThat(customers.upsertAll(rows, "import:shop"))
                .allMatch(Upserted.Unchanged.class::isInstance);
        assertThat(customers.upsertAll(rows("same", 1_000, "CN-BJ"), "import:shop"))
                .allMatch(Upserted.Updated.class::isInstance);
    }

    @Test
    void a_batch_that_comes_again_after_a_crash_counts_the_same_and_undoes_nothing() {
        var rows =
                List.of(
                        row("again-1", "CN-SH"),
                        row("again-2", "CN-SH"),
                        row("again-1", "CN-BJ"),
                        row("again-1", "CN-BJ"));
        var first = customers.upsertAll(rows, "import:shop", "job-1/batch-1");
        var id = ((Upserted.Created) first.getFirst()).id();
        customers.upsertAll(List.of(row("again-1", "CN-GD")), "client:front-end");

        assertThat(customers.upsertAll(rows, "import:shop", "job-1/batch-1")).isEqualTo(first);
        assertThat(customers.find(id).orElseThrow().profile().find(ProfileField.REGION))
                .contains("CN-GD");
        assertThat(customers.find(id).orElseThrow().version()).isEqualTo(2);

        var sales = List.of(sale("again-1", "S1"), sale("again-1", "S1"), sale("again-2", "S2"));
        var recorded = transactions.recordAll(sales, "job-2/batch-1");
        assertThat(recorded)
                .extracting(it -> (Object) it.getClass())
                .containsExactly(
                        Recording.Recorded.class,
                        Recording.Duplicate.class,
                        Recording.Recorded.class);
        assertThat(transactions.recordAll(sales, "job-2/batch-1")).isEqualTo(recorded);
        assertThat(transactions.recordAll(sales, "job-3/batch-1"))
                .allMatch(Recording.Duplicate.class::isInstance);
    }

    @Test
    void two_imports_of_the_same_customers_at_once_make_each_customer_once() throws Exception {
        var calls = new ArrayList<Callable<List<Upserted>>>();
        for (var copy = 0; copy < 6; copy++) {
            var region = copy % 2 == 0 ? "CN-SH" : "CN-BJ";
            calls.add(() -> customers.upsertAll(rows("race", 200, region), "import:shop"));
        }
        var created = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var outcome : threads.invokeAll(calls)) {
                created +=
                        (int)
                                outcome.get().stream()
                                        .filter(Upserted.Created.class::isInstance)
                                        .count();
            }
        }

        assertThat(created).isEqualTo(200);
    }

    @Test
    void a_bulk_of_transactions_reaches_the_timelines() {
        var batches = Integer.getInteger("pond.bulk.batches", 12);
        var names =
                IntStream.range(0, 5_000).mapToObj(index -> row("bulk-" + index, "CN-SH")).toList();
        var begun = System.nanoTime();
        for (var from = 0; from < names.size(); from += 1_000) {
            customers.upsertAll(names.subList(from, from + 1_000), "import:shop");
        }
        var customersDone = System.nanoTime();
        for (var batch = 0; batch < batches; batch++) {
            var sales = new ArrayList<NewTransaction>();
            for (var index = 0; index < 1_000; index++) {
                sales.add(
                        sale("bulk-" + (batch * 1_000 + index) % 5_000, "T" + batch + "-" + index));
            }
            assertThat(transactions.recordAll(sales))
                    .allMatch(Recording.Recorded.class::isInstance);
        }
        var recorded = System.nanoTime();

        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() ->
                        assertThat(
                                        mongo.getCollection("timeline")
                                                .countDocuments(
                                                        new Document(
                                                                "type", "transaction.recorded")))
                                .isGreaterThanOrEqualTo(batches * 1_000L));
        System.out.printf(
                "5,000 customers %d ms, %,d transactions %d ms, on the timelines after %d ms more%n",
                millis(begun, customersDone),
                batches * 1_000,
                millis(customersDone, recorded),
                millis(recorded, System.nanoTime()));
        assertThat(
                        mongo.getCollection("customers")
                                .find(new Document("externalKeys", "shop bulk-0"))
                                .first())
                .as("a written name, never a class")
                .extracting(document -> document.get("_class"))
                .isIn("customer", null);
    }

    private static long millis(long from, long until) {
        return Duration.ofNanos(until - from).toMillis();
    }

    private static List<CustomerUpsert> rows(String prefix, int count, String region) {
        return IntStream.range(0, count)
                .mapToObj(index -> row(prefix + "-" + index, region))
                .toList();
    }

    private static CustomerUpsert row(String key, String region) {
        return new CustomerUpsert(
                new ExternalId("shop", key),
                ProfileInput.builder()
                        .field(ProfileField.DISPLAY_NAME, "Customer " + key)
                        .field(ProfileField.REGION, region)
                        .build());
    }

    private static NewTransaction sale(String customer, String number) {
        return new NewTransaction(
                "shop",
                number,
                new CustomerReference.ByExternalId("shop", customer),
                TransactionType.SALE,
                NOON,
                "STORE",
                List.of(),
                Money.of("12.30", "CNY"));
    }
}
