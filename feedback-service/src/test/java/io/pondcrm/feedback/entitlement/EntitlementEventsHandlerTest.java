package io.pondcrm.feedback.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.feedback.entitlement.domain.Entitlement;
import io.pondcrm.feedback.entitlement.domain.Entitlements;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every approved sample of what is subscribed to means something here. */
class EntitlementEventsHandlerTest {

    private final List<Entitlements.Word> said = new ArrayList<>();

    @Test
    void each_sample_says_all_that_is_held_by_a_scheme_and_an_old_one_nothing() {
        var handler =
                new EntitlementEventsHandler(
                        new Entitlements() {
                            @Override
                            public List<Entitlement> listHeld(CustomerId customer, Instant at) {
                                return List.of();
                            }

                            @Override
                            public void learn(Collection<Word> words) {
                                said.addAll(words);
                            }
                        });
        for (var sample : ContractSamples.of("entitlement.changed.v1")) {
            var event = sample.as(EntitlementChangedV1.class);
            said.clear();

            handler.handle(
                    List.of(
                            new Deliveries(
                                    event.customerId(),
                                    List.of(
                                            new Delivery(
                                                    "evt_1",
                                                    "entitlement.changed.v1",
                                                    "/segmentation-service",
                                                    7,
                                                    Instant.EPOCH,
                                                    event)))));

            var held = event.entitlements();
            if (held == null) {
                assertThat(said).as(sample.toString()).isEmpty();
            } else {
                assertThat(said).as(sample.toString()).hasSize(1);
                var word = said.getFirst();
                assertThat(word.scheme()).isEqualTo(event.scheme());
                assertThat(word.sequence()).isEqualTo(7);
                assertThat(word.held())
                        .extracting(
                                Entitlement::benefit, Entitlement::parameters, Entitlement::until)
                        .isEqualTo(
                                held.stream().map(EntitlementEventsHandlerTest::expected).toList());
            }
        }
        assertThat(handler.subscription().events()).containsOnlyKeys("entitlement.changed.v1");
    }

    private static org.assertj.core.groups.Tuple expected(EntitledBenefit benefit) {
        return org.assertj.core.groups.Tuple.tuple(
                benefit.kind(), benefit.parameters(), benefit.until());
    }
}
