package io.pondcrm.customer.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.contracts.customer.CustomerUpdatedV1;
import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every approved sample of every event that is subscribed to means something to its handler. */
class HandlersReadSamplesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));

    @Test
    void each_sample_becomes_an_entry_of_the_timeline_but_what_only_a_merge_changed() {
        var entries = new ArrayList<TimelineEntry>();
        var handled =
                handleAll(
                        new TimelineEventsHandler(entries::addAll),
                        event ->
                                !(event instanceof CustomerUpdatedV1 updated
                                        && updated.mergeId() != null));

        assertThat(handled).isGreaterThanOrEqualTo(26);
        assertThat(entries).hasSize(handled).allMatch(entry -> entry.customer().equals(ADA));
    }

    @Test
    void each_sample_becomes_a_part_of_the_view() {
        var parts = new ArrayList<ViewPart>();
        var handled =
                handleAll(
                        new ViewEventsHandler(
                                new ViewParts() {
                                    @Override
                                    public void putAll(List<ViewPart> said) {
                                        parts.addAll(said);
                                    }

                                    @Override
                                    public List<ViewPart> of(CustomerId customer) {
                                        return parts;
                                    }
                                }),
                        _ -> true);

        assertThat(handled).isGreaterThanOrEqualTo(5);
        assertThat(parts).hasSize(handled).allMatch(part -> !part.values().isEmpty());
    }

    /** How many of the samples it was given say something to this handler. */
    private static int handleAll(EventHandler handler, Predicate<Object> saysSomething) {
        var said = 0;
        var handled = 0;
        for (var event : handler.subscription().events().entrySet()) {
            var samples = ContractSamples.of(event.getKey());
            assertThat(samples).as(event.getKey()).isNotEmpty();
            for (var sample : samples) {
                var delivery =
                        new Delivery(
                                "evt_" + handled,
                                event.getKey(),
                                "/some-service",
                                handled,
                                NOON,
                                sample.as(event.getValue()));
                handler.handle(List.of(new Deliveries(ADA.value(), List.of(delivery))));
                handled++;
                said += saysSomething.test(delivery.event()) ? 1 : 0;
            }
        }
        return said;
    }
}
