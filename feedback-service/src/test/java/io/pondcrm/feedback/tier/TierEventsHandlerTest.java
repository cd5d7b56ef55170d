package io.pondcrm.feedback.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.segmentation.TierChangedV1;
import io.pondcrm.contracts.segmentation.TierLeftV1;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every approved sample of what is subscribed to means something here. */
class TierEventsHandlerTest {

    private final List<Tiers.Word> said = new ArrayList<>();

    @Test
    void each_sample_says_which_tier() {
        var handler = handler();
        for (var sample : ContractSamples.of("tier.changed.v1")) {
            var event = sample.as(TierChangedV1.class);
            said.clear();
            tell(handler, event.customerId(), "tier.changed.v1", event);
            assertThat(said)
                    .as(sample.toString())
                    .containsExactly(
                            new Tiers.Word(
                                    new CustomerId(event.customerId()),
                                    event.scheme(),
                                    event.to(),
                                    1));
        }
        assertThat(handler.subscription().events())
                .containsOnlyKeys("tier.changed.v1", "tier.left.v1");
    }

    @Test
    void who_left_has_no_tier_any_longer() {
        var handler = handler();
        for (var sample : ContractSamples.of("tier.left.v1")) {
            var event = sample.as(TierLeftV1.class);
            said.clear();
            tell(handler, event.customerId(), "tier.left.v1", event);
            assertThat(said)
                    .as(sample.toString())
                    .containsExactly(
                            new Tiers.Word(
                                    new CustomerId(event.customerId()), event.scheme(), null, 1));
        }
    }

    private static void tell(
            TierEventsHandler handler, String customer, String type, Record event) {
        handler.handle(
                List.of(
                        new Deliveries(
                                customer,
                                List.of(
                                        new Delivery(
                                                "evt_1",
                                                type,
                                                "/segmentation-service",
                                                1,
                                                Instant.EPOCH,
                                                event)))));
    }

    private TierEventsHandler handler() {
        return new TierEventsHandler(
                new Tiers() {
                    @Override
                    public Set<String> namesFor(CustomerId customer) {
                        return Set.of();
                    }

                    @Override
                    public void learn(Collection<Word> words) {
                        said.addAll(words);
                    }
                });
    }
}
