package io.pondcrm.engagement.entitlement;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.engagement.entitlement.domain.Entitlement;
import io.pondcrm.engagement.entitlement.domain.Entitlements;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Takes in what customers are entitled to. */
@Component
class EntitlementEventsHandler implements EventHandler {

    private final Entitlements entitlements;

    EntitlementEventsHandler(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("entitlements", EntitlementChangedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        entitlements.learn(
                batch.stream()
                        .flatMap(deliveries ->
                                deliveries.events().stream()
                                        .flatMap(it -> word(new CustomerId(deliveries.key()), it)))
                        .toList());
    }

    private static Stream<Entitlements.Word> word(CustomerId customer, Delivery delivery) {
        var event = (EntitlementChangedV1) delivery.event();
        var held = event.entitlements();
        if (held == null) {
            // One of before all that is held was told: what changed, but not to what.
            return Stream.empty();
        }
        return Stream.of(
                new Entitlements.Word(
                        customer,
                        event.scheme(),
                        delivery.sequence(),
                        held.stream()
                                .map(it ->
                                        new Entitlement(
                                                it.kind(),
                                                it.benefitId(),
                                                Optional.ofNullable(it.until())))
                                .toList()));
    }
}
