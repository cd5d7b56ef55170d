package io.pondcrm.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.test.ContractSamples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** Every approved sample of every event that is subscribed to means something to its handler. */
class HandlersReadSamplesTest extends EngagementTest {

    @Autowired List<EventHandler> handlers;
    @Autowired MongoOperations mongo;

    @Test
    void each_sample_is_understood() {
        var handled = 0;
        // The erasure of all services has tests of its own, and would leave nothing to look at.
        var ours =
                handlers.stream()
                        .filter(it -> it.getClass().getName().startsWith("io.pondcrm.engagement."))
                        .toList();
        for (var handler : ours) {
            for (var event : handler.subscription().events().entrySet()) {
                var samples = ContractSamples.of(event.getKey());
                assertThat(samples).as(event.getKey()).isNotEmpty();
                for (var sample : samples) {
                    var delivery =
                            new Delivery(
                                    "evt_" + handled,
                                    event.getKey(),
                                    "/some-service",
                                    ++handled,
                                    Instant.EPOCH,
                                    sample.as(event.getValue()));
                    handler.handle(
                            List.of(
                                    new Deliveries(
                                            "cus_01h455vb4pex5vsknk084sn02q", List.of(delivery))));
                }
            }
        }

        assertThat(ours).hasSize(5);
        assertThat(handled).isGreaterThanOrEqualTo(17);
        for (var collection :
                List.of(
                        "birthdays",
                        "customer_entitlements",
                        "follow_ups",
                        "enrolments",
                        "merges")) {
            assertThat(mongo.count(new Query(), collection)).as(collection).isPositive();
        }
    }
}
