package io.pondcrm.customer.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.test.ContractSamples;
import io.pondcrm.customer.view.domain.TimelineEntry;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every approved sample of every event that is subscribed to means something to its handler. */
class HandlersReadSamplesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final CustomerId ADA = CustomerId.of(new UUID(0, 1));

    @Test
    void each_sample_becomes_an_entry_of_the_timeline() {
        var entries = new ArrayList<TimelineEntry>();
        var handled = handleAll(new TimelineEventsHandler(entries::addAll));

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
                                }));

        assertThat(handled).isGreaterThanOrEqualTo(5);
        assertThat(parts).hasSize(handled).allMatch(part -> !part.values().isEmpty());
    }

    private static int handleAll(EventHandler handler) {
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
            }
        }
        return handled;
    }
}
