package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pondcrm.chassis.test.PondTest;
import io.pondcrm.chassis.test.TestClock;
import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.chassis.test.openapi.EveryResponseIsDocumented;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import io.pondcrm.segmentation.facts.domain.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** Nothing is heard of a customer, and yet things happen, each at its moment. */
@PondTest(shared = "segmentation")
@SpringBootTest
@AutoConfigureMockMvc
@Import({Wire.class, EveryResponseIsDocumented.class})
class TimeServiceTest {

    @Autowired Wire wire;
    @Autowired TestEvents events;
    @Autowired Facts facts;
    @Autowired TestClock clock;

    @Test
    void time_alone_loses_a_customer_and_lowers_a_tier() {
        var bought = Instant.parse("2026-06-01T04:00:00Z");
        clock.freeze(bought);
        var ada = TestEvents.newCustomer();
        facts.learn(
                Map.of(
                        ada,
                        List.of(
                                new Fact.Purchased(
                                        Fixtures.sale(TestEvents.newId("txn"), bought, "2000")))));
        var stages = "crm.lifecycle.v1";
        var tiers = "crm.tier.v1";

        clock.freeze(bought.plus(Duration.ofDays(180)));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.published(stages, ada))
                                .extracting(it -> it.path("to").asString())
                                .containsExactly("FIRST_PURCHASE", "LOST"));

        clock.freeze(Instant.parse("2027-05-31T16:00:00Z"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> assertThat(events.published(tiers, ada)).hasSize(2));
        var scheduled = events.published(tiers, ada).get(1);
        assertThat(scheduled.path("expectedTier").asString()).isEqualTo("STANDARD");
        assertThat(scheduled.path("effectiveOn").asString()).isEqualTo("2027-07-01");
        assertThat(scheduled.path("gap").asString()).isEqualTo("2000.00 CNY");

        clock.freeze(Instant.parse("2027-06-30T16:00:00Z"));
        await().atMost(Wire.PATIENCE)
                .untilAsserted(() -> {
                    var last = events.published(tiers, ada).getLast();
                    assertThat(last.path("to").asString()).isEqualTo("STANDARD");
                    assertThat(last.path("direction").asString()).isEqualTo("LOWERED");
                    assertThat(last.path("since").asString()).isEqualTo("2027-07-01");
                });
        assertThat(wire.getJson("/api/v1/customers/" + ada + "/tier/history").path("items"))
                .extracting(it -> it.path("move").asString())
                .containsExactly("LOWERED", "LOWERING_SCHEDULED", "ENTERED");
        assertThat(
                        wire.getJson("/api/v1/customers/" + ada + "/tier?asOf=2027-06-15")
                                .path("status")
                                .asString())
                .isEqualTo("LOWERING_SCHEDULED");
    }
}
