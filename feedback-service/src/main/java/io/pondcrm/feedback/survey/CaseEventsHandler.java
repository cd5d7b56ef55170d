package io.pondcrm.feedback.survey;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.contracts.feedback.CaseClosedV1;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.kernel.CustomerId;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Hears of closed cases from our own topic, as any service would: so a crash between closing and
 * inviting forgets nobody.
 */
@Component
class CaseEventsHandler implements EventHandler {

    private static final String WITHDRAWN = "WITHDRAWN";

    private final InviteCustomer inviteCustomer;
    private final RetentionLimits limits;

    CaseEventsHandler(InviteCustomer inviteCustomer, RetentionLimits limits) {
        this.inviteCustomer = inviteCustomer;
        this.limits = limits;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("survey-invitations", CaseClosedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var oldest = limits.keptSince("unused-invitations");
        for (var deliveries : batch) {
            var customer = new CustomerId(deliveries.key());
            for (var delivery : deliveries.events()) {
                // Who was invited upon an older one was forgotten, and must not be invited again.
                if (delivery.event() instanceof CaseClosedV1 closed
                        && !closed.closedAt().isBefore(oldest)) {
                    inviteCustomer.handle(
                            customer,
                            closed.caseId(),
                            CaseType.valueOf(closed.type()),
                            closed.outcome().equals(WITHDRAWN),
                            closed.closedAt());
                }
            }
        }
    }
}
