package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.erasure.Erasures;
import io.pondcrm.chassis.erasure.ReceiptKey;
import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.contracts.privacy.PrivacyErasureAcknowledgedV1;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears which services have erased somebody. */
@Component
class PrivacyEventsHandler implements EventHandler {

    private final Requests requests;

    PrivacyEventsHandler(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("erasure-answers", PrivacyErasureAcknowledgedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                var answer = (PrivacyErasureAcknowledgedV1) delivery.event();
                requests.answered(
                        answer.requestId(),
                        answer.service(),
                        new RequestDocument.Answer(
                                answer.erasedAt(), answer.counts(), signed(answer), answer.key()));
            }
        }
    }

    /**
     * @throws IllegalArgumentException if the statement is not signed, or says something else than
     *     the answer: such a letter is put aside
     */
    private static String signed(PrivacyErasureAcknowledgedV1 answer) {
        var statement =
                ReceiptKey.verified(answer.statement(), answer.key())
                        .orElseThrow(() ->
                                new IllegalArgumentException("Not signed: " + answer.service()));
        var pseudonym = Erasures.pseudonymOf(answer.requestId(), answer.customerId());
        if (!statement.path("service").asString("").equals(answer.service())
                || !statement.path("requestId").asString("").equals(answer.requestId())
                || !statement.path("customer").asString("").equals(pseudonym)) {
            throw new IllegalArgumentException("Of something else: " + answer.service());
        }
        return answer.statement();
    }
}
