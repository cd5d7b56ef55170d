package io.pondcrm.churn.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.churn.facts.domain.CustomerFacts;
import io.pondcrm.churn.facts.domain.Fact;
import io.pondcrm.churn.facts.domain.Facts;
import io.pondcrm.churn.facts.domain.FactsByOrigin;
import io.pondcrm.churn.facts.domain.Fixtures;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every approved sample of every event that is subscribed to means something to the handler. */
class HandlerReadsSamplesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Fact> learned = new ArrayList<>();
    private final List<FactsByOrigin.Merge> followed = new ArrayList<>();

    private final Facts facts =
            new Facts() {
                @Override
                public Optional<CustomerFacts> find(CustomerId customer) {
                    return Optional.empty();
                }

                @Override
                public boolean isStopped(CustomerId customer) {
                    return false;
                }

                @Override
                public void learn(Map<CustomerId, List<Fact>> news) {
                    news.values().forEach(learned::addAll);
                }

                @Override
                public void follow(CustomerId merged, FactsByOrigin.Merge merge) {
                    followed.add(merge);
                }

                @Override
                public void restate(CustomerId customer, FactsByOrigin.@Nullable Merge stated) {
                    followed.add(
                            stated == null
                                    ? new FactsByOrigin.Merge("none", customer, true)
                                    : stated);
                }

                @Override
                public void forget(CustomerId customer) {
                    followed.add(new FactsByOrigin.Merge("forgotten", customer, true));
                }

                @Override
                public void reconsider(List<CustomerId> customers) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public long estimateCount() {
                    return 0;
                }
            };

    @Test
    void each_sample_is_a_fact_or_a_merge() {
        var handler = new FactsEventsHandler(facts);
        var handled = 0;
        for (var event : handler.subscription().events().entrySet()) {
            var samples = ContractSamples.of(event.getKey());
            assertThat(samples).as(event.getKey()).isNotEmpty();
            for (var sample : samples) {
                handled++;
                handler.handle(
                        List.of(
                                new Deliveries(
                                        Fixtures.ADA.value(),
                                        List.of(
                                                new Delivery(
                                                        "evt_" + handled,
                                                        event.getKey(),
                                                        "/some-service",
                                                        handled,
                                                        NOON,
                                                        sample.as(event.getValue()))))));
            }
        }

        assertThat(handled).isGreaterThanOrEqualTo(12);
        assertThat(learned.size() + followed.size()).isEqualTo(handled);
        assertThat(followed)
                .extracting(FactsByOrigin.Merge::isUndone)
                .contains(false, false, true, true);
        assertThat(learned)
                .extracting(it -> it.getClass().getSimpleName())
                .contains("Purchased", "Interacted", "CaseMoved", "Rated");
    }
}
