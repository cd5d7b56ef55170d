package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerProcessingChangedV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Of whom nothing may be concluded, nothing is; and all of it again, once it may. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class ProfilingStopServiceTest {

    static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    static final Duration PROMISED = Duration.ofSeconds(5);
    static final List<String> ALL = List.of("MARKETING", "PROFILING", "SURVEYS", "CARE");
    static final List<String> TOPICS =
            List.of("crm.tier.v1", "crm.lifecycle.v1", "crm.segment.v1", "crm.score.v1");

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;
    private String segment = "";

    @BeforeEach
    void setTime() {
        clock.freeze(NOW);
    }

    private void makeSegment() {
        var made =
                wire.send(
                        "POST",
                        "/api/v1/segments",
                        "{\"name\":\"Once lately, stopped\",\"predicate\":"
                                + "{\"count\":\"purchases\",\"window\":\"P90D\",\"op\":\"gte\",\"value\":1}}",
                        Map.of());
        wire.awaitJob(made);
        segment = wire.json(made).path("id").asString();
    }

    private void dropSegment() {
        var gone =
                wire.send("DELETE", "/api/v1/segments/" + segment, "", Map.of("If-Match", "\"1\""));
        assertThat(gone).hasStatus(204);
    }

    private CustomerId buyer(String amount) {
        var customer = TestEvents.newCustomer();
        events.send(customer, Wire.created(customer, NOW.minusSeconds(3_600)), 1);
        buy(customer, amount);
        until(() -> known(customer).purchases().size() == 1 && known(customer).profile() != null);
        return customer;
    }

    private void buy(CustomerId customer, String amount) {
        events.send(
                customer,
                Wire.sale(customer, TestEvents.newId("txn"), NOW.minusSeconds(60), amount),
                1);
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

    private static void until(Callable<Boolean> condition) {
        await().atMost(Wire.PATIENCE).pollInterval(Duration.ofMillis(500)).until(condition);
    }

    private int status(CustomerId customer, String path) {
        return wire.get("/api/v1/customers/" + customer + path, "scores:read", "segments:read")
                .getResponse()
                .getStatus();
    }

    private JsonNode of(CustomerId customer, String path) {
        return wire.getJson("/api/v1/customers/" + customer + path);
    }

    private List<Integer> published(CustomerId customer) {
        var counts = new ArrayList<Integer>();
        TOPICS.forEach(it -> counts.add(events.published(it, customer).size()));
        return counts;
    }

    private boolean isMember(CustomerId customer) {
        return wire.getJson("/api/v1/segments/" + segment + "/members?limit=1000")
                .path("items")
                .valueStream()
                .anyMatch(it -> it.path("customerId").asString().equals(customer.value()));
    }

    private long previewed() {
        return wire.json(
                        wire.send(
                                "POST",
                                "/api/v1/segments/preview",
                                "{\"predicate\":{\"count\":\"purchases\",\"window\":\"P90D\",\"op\":\"gte\",\"value\":21}}",
                                Map.of()))
                .path("count")
                .asLong();
    }

    private boolean isWalkedOver(CustomerId customer) {
        for (var page : facts.pagesAfter(null, 500)) {
            if (page.stream().anyMatch(it -> it.customer().equals(customer))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nothing_is_concluded_while_stopped_and_afterwards_the_same_as_of_a_twin() {
        makeSegment();
        var ada = buyer("300.00");
        var twin = buyer("300.00");
        until(() -> isMember(ada) && isMember(twin));
        until(() -> entered(ada) == 1 && entered(twin) == 1);
        var before = published(ada);
        var many = previewed();

        stopped(ada, 1, true, ALL);

        await().atMost(PROMISED).until(() -> status(ada, "/tier"), it -> it == 409);
        for (var at = 0; at < 20; at++) {
            buy(ada, "200.00");
            buy(twin, "200.00");
        }
        stopped(ada, 1, true, ALL);
        until(() -> known(ada).purchases().size() == 21 && known(twin).purchases().size() == 21);
        until(() -> tiersOf(twin).size() > 1);
        for (var path :
                List.of(
                        "/tier",
                        "/tier/history",
                        "/scores",
                        "/scores/tier",
                        "/lifecycle",
                        "/lifecycle/history",
                        "/rfm",
                        "/clv",
                        "/abc",
                        "/segments",
                        "/need-profile",
                        "/entitlements")) {
            assertThat(status(ada, path)).as(path).isEqualTo(409);
        }
        assertThat(of(ada, "/tier").path("code").asString()).isEqualTo("profiling-stopped");
        assertThat(status(ada, "/tier/overrides")).isEqualTo(200);
        assertThat(isMember(ada)).isFalse();
        assertThat(isMember(twin)).isTrue();
        assertThat(isWalkedOver(ada)).isFalse();
        assertThat(isWalkedOver(twin)).isTrue();
        assertThat(previewed()).as("the twin alone").isEqualTo(many + 1);
        facts.reconsider(List.of(ada));
        assertThat(published(ada)).isEqualTo(before);

        stopped(ada, 2, false, List.of("MARKETING"));

        until(() -> status(ada, "/tier") == 200);
        for (var path : List.of("/tier", "/lifecycle", "/scores", "/segments")) {
            assertThat(said(ada, path)).as(path).isEqualTo(said(twin, path));
        }
        assertThat(isMember(ada)).isTrue();
        assertThat(previewed()).isEqualTo(many + 2);
        until(() -> tiersOf(ada).size() > 1);
        assertThat(tiersOf(ada)).hasSize(2).last().isEqualTo(tiersOf(twin).getLast());
        dropSegment();
    }

    /** Without whose it is, and the hash of that. */
    private String said(CustomerId customer, String path) {
        return of(customer, path)
                .toString()
                .replace(customer.value(), "")
                .replaceAll("\"inputsHash\":\"[^\"]*\"", "");
    }

    private long entered(CustomerId customer) {
        return events.published("crm.segment.v1", customer).stream()
                .filter(it -> it.path("segmentId").asString().equals(segment))
                .count();
    }

    private List<String> tiersOf(CustomerId customer) {
        return events.published("crm.tier.v1", customer).stream()
                .map(it -> it.path("to").asString())
                .toList();
    }

    @Test
    void who_objects_to_profiling_is_not_profiled_and_who_objects_to_offers_is() {
        var ada = buyer("300.00");
        var bob = buyer("300.00");

        stopped(ada, 1, false, List.of("PROFILING"));
        stopped(bob, 1, false, List.of("MARKETING"));

        await().atMost(PROMISED).until(() -> status(ada, "/tier"), it -> it == 409);
        until(() -> !known(bob).stops().isEmpty());
        assertThat(status(bob, "/tier")).isEqualTo(200);
    }

    @Test
    void late_and_repeated_news_of_a_stop_changes_nothing() {
        var ada = TestEvents.newCustomer();
        stopped(ada, 3, true, ALL);
        until(() -> known(ada).isStopped());

        stopped(ada, 2, false, List.of());
        stopped(ada, 3, true, ALL);
        events.send(ada, Wire.created(ada, NOW.minusSeconds(3_600)), 1);
        buy(ada, "1.00");

        until(() -> known(ada).purchases().size() == 1 && known(ada).profile() != null);
        assertThat(status(ada, "/tier")).isEqualTo(409);
        assertThat(published(ada)).containsOnly(0);

        stopped(ada, 4, false, List.of());
        until(() -> status(ada, "/tier") == 200);
        stopped(ada, 3, true, ALL);
        buy(ada, "2.00");
        until(() -> known(ada).purchases().size() == 2);
        assertThat(status(ada, "/tier")).isEqualTo(200);
    }

    @Test
    void what_one_of_two_who_are_one_has_stopped_is_stopped_for_both_until_they_part() {
        var survivor = buyer("300.00");
        var merged = buyer("300.00");
        var merge = TestEvents.newId("mrg");
        stopped(merged, 1, true, ALL);
        until(() -> known(merged).isStopped());

        for (var told : List.of(survivor, merged)) {
            events.send(
                    told, new CustomerMergedV1(merge, survivor.value(), merged.value(), NOW), 2);
        }

        await().atMost(Wire.PATIENCE).until(() -> status(survivor, "/tier"), it -> it == 409);
        until(() -> known(merged).isNothing());
        // Lifted and stopped again while they are one: said of the merged one.
        stopped(merged, 2, false, List.of());
        until(() -> status(survivor, "/tier") == 200);
        stopped(merged, 3, true, ALL);
        until(() -> status(survivor, "/tier") == 409);

        for (var told : List.of(merged, survivor)) {
            events.send(
                    told, new CustomerUnmergedV1(merge, survivor.value(), merged.value(), NOW), 3);
        }

        until(() -> status(survivor, "/tier") == 200 && status(merged, "/tier") == 409);
        assertThat(known(survivor).stops()).isEmpty();
        assertThat(known(merged).purchases()).hasSize(1);
    }
}
