package io.pondcrm.engagement.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.pondcrm.chassis.test.TestEvents;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.engagement.EngagementTest;
import io.pondcrm.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** What was corrupted in the store is as it was when customer-service says it once more. */
class RestatedServiceTest extends EngagementTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant BORN = Instant.parse("2026-03-01T04:00:00Z");

    @Autowired MongoOperations mongo;

    private CustomerId person() {
        var customer = TestEvents.newCustomer();
        events.send(customer, restated(customer, null, null), 1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(events.copyOf(customer).propertyNames())
                                .containsExactlyInAnyOrder("birthday", "birthdayTimeZone"));
        return customer;
    }

    private void becomes(CustomerId customer, JsonNode copy) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.copyOf(customer)).isEqualTo(copy));
    }

    private static CustomerRestatedV1 restated(
            CustomerId customer, @Nullable String merge, @Nullable CustomerId survivor) {
        return new CustomerRestatedV1(
                customer.value(),
                "PERSON",
                "CN-SH",
                "FEMALE",
                "30-39",
                "02-28",
                "zh-CN",
                "Asia/Shanghai",
                List.of("vip"),
                Map.of(),
                List.of("shop"),
                BORN,
                BORN,
                merge,
                survivor == null ? null : survivor.value());
    }

    @Test
    void birthdays_that_are_wrong_lost_or_of_nobody_are_put_right() {
        var changed = person();
        var lost = person();
        var stranger = person();
        var right = events.copyOf(changed);
        mongo.updateFirst(
                query(where("_id").is(changed.value())),
                new Update().set("birthday", "07-01").set("sequence", 99L),
                "birthdays");
        mongo.remove(query(where("_id").is(lost.value())), "birthdays");
        assertThat(events.copyOf(changed)).isNotEqualTo(right);
        assertThat(events.copyOf(lost).isMissingNode()).isTrue();

        events.send(changed, restated(changed, null, null), 100);
        events.send(lost, restated(lost, null, null), 2);
        events.send(stranger, new CustomerUnknownV1(stranger.value(), BORN), 1);

        becomes(changed, right);
        becomes(lost, right);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.copyOf(stranger).isMissingNode()).isTrue());
    }

    @Test
    void who_is_part_of_whom_is_put_right() {
        var survivor = person();
        var merged = person();
        var merge = TestEvents.newId("mrg");
        events.send(merged, new CustomerMergedV1(merge, survivor.value(), merged.value(), BORN), 2);
        await().atMost(PATIENCE).until(() -> events.copyOf(merged).has("mergedInto"));
        var right = events.copyOf(merged);
        mongo.updateFirst(query(where("_id").is(merge)), Update.update("undone", true), "merges");
        assertThat(events.copyOf(merged)).isNotEqualTo(right);

        events.send(merged, restated(merged, merge, survivor), 3);
        becomes(merged, right);

        events.send(merged, restated(merged, null, null), 4);
        await().atMost(PATIENCE).until(() -> !events.copyOf(merged).has("mergedInto"));
    }
}
