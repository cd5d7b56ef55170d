package io.pondcrm.feedback.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every approved sample of what is subscribed to means something here. */
class TierEventsHandlerTest {

    @Test
    void each_sample_says_which_tier() {
        var known = new HashMap<CustomerId, String>();
        var handler =
                new TierEventsHandler(
                        new Tiers() {
                            @Override
                            public Optional<String> find(CustomerId customer) {
                                return Optional.ofNullable(known.get(customer));
                            }

                            @Override
                            public void learn(Collection<Word> words) {
                                words.forEach(word -> known.put(word.customer(), word.tier()));
                            }
                        },
                        new TierSettings("retail-membership"));

        for (var sample : ContractSamples.of("tier.changed.v1")) {
            var event = sample.as(TierChangedV1.class);
            known.clear();
            handler.handle(
                    List.of(
                            new Deliveries(
                                    event.customerId(),
                                    List.of(
                                            new Delivery(
                                                    "evt_1",
                                                    "tier.changed.v1",
                                                    "/segmentation-service",
                                                    1,
                                                    Instant.EPOCH,
                                                    event)))));
            assertThat(known)
                    .as(sample.toString())
                    .containsEntry(new CustomerId(event.customerId()), event.to());
        }
        assertThat(handler.subscription().events()).containsOnlyKeys("tier.changed.v1");
    }
}
