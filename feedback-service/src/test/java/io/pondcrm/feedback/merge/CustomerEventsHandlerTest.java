package io.pondcrm.feedback.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.customer.CustomerMergedV1;
import io.pondcrm.contracts.customer.CustomerRestatedV1;
import io.pondcrm.contracts.customer.CustomerUnknownV1;
import io.pondcrm.contracts.customer.CustomerUnmergedV1;
import io.pondcrm.feedback.merge.domain.Merge;
import io.pondcrm.feedback.merge.domain.MergeLinks;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every approved sample of what is subscribed to means something here. */
class CustomerEventsHandlerTest {

    private final List<Merge> begun = new ArrayList<>();
    private final List<Merge> ended = new ArrayList<>();
    private final List<CustomerId> restated = new ArrayList<>();
    private final CustomerEventsHandler handler =
            new CustomerEventsHandler(
                    new Merges() {
                        @Override
                        public MergeLinks linksOf(Collection<CustomerId> customers) {
                            return new MergeLinks(begun);
                        }

                        @Override
                        public void begin(Merge merge) {
                            begun.add(merge);
                        }

                        @Override
                        public void end(Merge merge) {
                            ended.add(merge);
                        }

                        @Override
                        public void restate(CustomerId customer, @Nullable Merge standing) {
                            restated.add(customer);
                        }
                    });

    @Test
    void each_sample_begins_a_merge_or_ends_it() {
        for (var sample : ContractSamples.of("customer.merged.v1")) {
            var event = sample.as(CustomerMergedV1.class);
            begun.clear();
            tell(event.survivorId(), "customer.merged.v1", event);
            assertThat(begun)
                    .as(sample.toString())
                    .containsExactly(merge(event.mergeId(), event.survivorId(), event.mergedId()));
        }
        assertThat(ended).isEmpty();
        for (var sample : ContractSamples.of("customer.unmerged.v1")) {
            var event = sample.as(CustomerUnmergedV1.class);
            ended.clear();
            tell(event.mergedId(), "customer.unmerged.v1", event);
            assertThat(ended)
                    .as(sample.toString())
                    .containsExactly(merge(event.mergeId(), event.survivorId(), event.mergedId()));
        }
        for (var sample : ContractSamples.of("customer.restated.v1")) {
            var event = sample.as(CustomerRestatedV1.class);
            tell(event.customerId(), "customer.restated.v1", event);
        }
        for (var sample : ContractSamples.of("customer.unknown.v1")) {
            var event = sample.as(CustomerUnknownV1.class);
            tell(event.customerId(), "customer.unknown.v1", event);
        }
        assertThat(restated).hasSize(5);
        assertThat(handler.subscription().events())
                .containsOnlyKeys(
                        "customer.merged.v1",
                        "customer.unmerged.v1",
                        "customer.restated.v1",
                        "customer.unknown.v1");
    }

    private static Merge merge(String id, String survivor, String merged) {
        return new Merge(id, new CustomerId(survivor), new CustomerId(merged));
    }

    private void tell(String customer, String type, Record event) {
        handler.handle(
                List.of(
                        new Deliveries(
                                customer,
                                List.of(
                                        new Delivery(
                                                "evt_1",
                                                type,
                                                "/customer-service",
                                                1,
                                                Instant.EPOCH,
                                                event)))));
    }
}
