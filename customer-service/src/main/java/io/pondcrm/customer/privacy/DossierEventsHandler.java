package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.privacy.PrivacyAccessAnsweredV1;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes in what services tell of persons. */
@Component
class DossierEventsHandler implements EventHandler {

    private final Dossiers dossiers;

    DossierEventsHandler(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("access-answers", PrivacyAccessAnsweredV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                var answer = (PrivacyAccessAnsweredV1) delivery.event();
                dossiers.take(
                        answer.customerId(), part(answer), answer.counts(), answer.answeredAt());
            }
        }
    }

    private static DossierPartDocument part(PrivacyAccessAnsweredV1 answer) {
        return new DossierPartDocument(
                "%s:%s:%s:%d"
                        .formatted(
                                answer.requestId(), answer.service(), answer.run(), answer.part()),
                answer.requestId(),
                answer.service(),
                answer.run(),
                answer.part(),
                answer.parts(),
                answer.sealed());
    }
}
