package io.pondcrm.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** Of whom nothing may be concluded, nobody says that they leave. */
@PondTest(shared = "churn")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ProfilingStopServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Duration PROMISED = Duration.ofSeconds(5);
    static final List<String> ALL = List.of("MARKETING", "PROFILING", "SURVEYS", "CARE");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    private CustomerId buyer(int... daysAgo) {
        var customer = TestEvents.newCustomer();
        for (var days : daysAgo) {
            buy(customer, days);
        }
        until(() -> bought(customer) == daysAgo.length);
        return customer;
    }

    private void buy(CustomerId customer, int daysAgo) {
        var at = NOW.minus(Duration.ofDays(daysAgo));
        events.send(customer, Wire.sale(customer, TestEvents.newId("txn"), at, "100.00"), 1);
    }

    private void stopped(
            CustomerId customer, long version, boolean restricted, List<String> stops) {
        events.send(
                customer,
                new CustomerProcessingChangedV1(customer.value(), restricted, stops, NOW),
                version);
    }

    private CustomerFacts known(CustomerId customer) {
        return facts.find(customer).orElseGet(() -> CustomerFacts.nothingAbout(customer));
    }

    private int bought(CustomerId customer) {
        return known(customer).purchases().size();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Wire.PATIENCE).until(condition);
    }

    private int status(CustomerId customer, String path) {
        return wire.get("/api/v1/customers/" + customer + path, "churn:read")
                .getResponse()
                .getStatus();
    }

    private int published(CustomerId customer) {
        return events.published("crm.churn.v1", customer).size();
    }

    private String said(CustomerId customer) {
        return wire.getJson("/api/v1/customers/" + customer + "/churn-score")
                .toString()
                .replace(customer.value(), "")
                .replaceAll("\"inputsHash\":\"[^\"]*\"", "");
    }

    /** Walks to the end: other tests' customers may fill the first pages. */
    private boolean isListed(CustomerId customer, String list) {
        var uri = "/api/v1/" + list + "?limit=1000";
        var page = wire.getJson(uri);
        while (!page.toString().contains(customer.value())) {
            var cursor = page.path("nextCursor");
            if (!cursor.isString()) {
                return false;
            }
            page = wire.getJson(uri + "&cursor=" + cursor.asString());
        }
        return true;
    }

    @Test
    void nobody_is_scored_or_warned_of_while_stopped_and_afterwards_as_a_twin_is() {
        var ada = buyer(400, 300, 200);
        var twin = buyer(400, 300, 200);
        clock.advance(Duration.ofSeconds(4));
        facts.reconsider(List.of(ada, twin));
        until(() -> isListed(ada, "churn-scores") && isListed(ada, "churn-warnings"));
        until(() -> published(ada) == 2 || published(ada) == published(twin));
        var before = published(ada);

        stopped(ada, 1, true, ALL);

        await().atMost(PROMISED).until(() -> status(ada, "/churn-score"), it -> it == 409);
        for (var customer : List.of(ada, twin)) {
            for (var at = 0; at < 10; at++) {
                buy(customer, 20 + at);
            }
        }
        stopped(ada, 1, true, ALL);
        until(() -> bought(ada) == 13 && bought(twin) == 13);
        until(() -> published(twin) > before);
        for (var path : List.of("/churn-score", "/churn-score/explanation", "/churn-warnings")) {
            assertThat(status(ada, path)).as(path).isEqualTo(409);
        }
        assertThat(isListed(ada, "churn-scores")).isFalse();
        assertThat(isListed(ada, "churn-warnings")).isFalse();
        assertThat(isListed(twin, "churn-scores")).isTrue();
        facts.reconsider(List.of(ada));
        assertThat(published(ada)).isEqualTo(before);

        stopped(ada, 2, false, List.of());

        until(() -> status(ada, "/churn-score") == 200);
        assertThat(said(ada)).isEqualTo(said(twin));
        assertThat(isListed(ada, "churn-scores")).isTrue();
        until(() -> published(ada) > before);
    }

    @Test
    void late_and_repeated_news_of_a_stop_changes_nothing() {
        var ada = TestEvents.newCustomer();
        stopped(ada, 3, false, List.of("PROFILING"));
        until(() -> known(ada).isStopped());

        stopped(ada, 2, false, List.of());
        stopped(ada, 3, false, List.of("PROFILING"));
        buy(ada, 10);

        until(() -> bought(ada) == 1);
        assertThat(status(ada, "/churn-score")).isEqualTo(409);
        assertThat(published(ada)).isZero();

        stopped(ada, 4, false, List.of("MARKETING"));
        until(() -> status(ada, "/churn-score") == 200);
        stopped(ada, 3, false, List.of("PROFILING"));
        buy(ada, 9);
        until(() -> bought(ada) == 2);
        assertThat(status(ada, "/churn-score")).isEqualTo(200);
    }

    @Test
    void what_one_of_two_who_are_one_has_stopped_is_stopped_for_both_until_they_part() {
        var survivor = buyer(110, 90, 70);
        var merged = buyer(100, 80);
        var merge = TestEvents.newId("mrg");
        stopped(merged, 1, true, ALL);
        until(() -> known(merged).isStopped());

        events.send(merged, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOW), 2);

        until(() -> status(survivor, "/churn-score") == 409);
        stopped(merged, 2, false, List.of());
        until(() -> status(survivor, "/churn-score") == 200);
        stopped(merged, 3, true, ALL);
        until(() -> status(survivor, "/churn-score") == 409);

        events.send(
                merged, new CustomerUnmergedV1(merge, survivor.value(), merged.value(), NOW), 3);

        until(() ->
                status(survivor, "/churn-score") == 200 && status(merged, "/churn-score") == 409);
        assertThat(bought(survivor)).isEqualTo(3);
        assertThat(bought(merged)).isEqualTo(2);
    }
}
