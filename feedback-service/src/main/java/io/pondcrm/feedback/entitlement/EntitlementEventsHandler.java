package io.pondcrm.feedback.entitlement;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.segmentation.EntitledBenefit;
import io.pondcrm.contracts.segmentation.EntitlementChangedV1;
import io.pondcrm.feedback.entitlement.domain.Entitlement;
import io.pondcrm.feedback.entitlement.domain.Entitlements;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
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
        // Events of before they told all that is held say what changed, but not to what.
        return held == null
                ? Stream.empty()
                : Stream.of(
                        new Entitlements.Word(
                                customer,
                                event.scheme(),
                                delivery.sequence(),
                                held.stream().map(it -> entitlement(event, it)).toList()));
    }

    private static Entitlement entitlement(EntitlementChangedV1 event, EntitledBenefit held) {
        return new Entitlement(
                held.kind(),
                held.benefitId(),
                held.grantId(),
                event.scheme(),
                event.tier(),
                held.parameters(),
                held.until());
    }
}
