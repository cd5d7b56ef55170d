package io.pondcrm.engagement.followup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pondcrm.chassis.inbox.Deliveries;
import io.pondcrm.chassis.inbox.Delivery;
import io.pondcrm.chassis.inbox.EventHandler;
import io.pondcrm.chassis.inbox.Subscription;
import io.pondcrm.chassis.retention.RetentionLimits;
import io.pondcrm.contracts.churn.ChurnWarningRaisedV1;
import io.pondcrm.engagement.followup.domain.FollowUp;
import io.pondcrm.engagement.followup.domain.FollowUps;
import io.pondcrm.kernel.CustomerId;
import io.pondcrm.kernel.TypeId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Opens one task for each churn warning. The task's id is made of the warning's, so that a warning
 * that is delivered again meets its task.
 */
@Component
class ChurnEventsHandler implements EventHandler {

    private final FollowUps followUps;
    private final FollowUpSettings settings;
    private final RetentionLimits limits;
    private final Clock clock;

    ChurnEventsHandler(
            FollowUps followUps, FollowUpSettings settings, RetentionLimits limits, Clock clock) {
        this.followUps = followUps;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Subscription subscription() {
        return Subscription.named("follow-ups", ChurnWarningRaisedV1.class);
    }

    @Override
    public void handle(List<Deliveries> batch) {
        var opened = new LinkedHashMap<String, FollowUp>();
        var oldest = limits.keptSince("follow-ups");
        for (var deliveries : batch) {
            for (var delivery : deliveries.events()) {
                var warning = warning(delivery);
                // An older one's task was forgotten, and must not come again.
                if (!warning.raisedAt().isBefore(oldest)) {
                    var followUp = followUp(warning);
                    opened.putIfAbsent(followUp.id(), followUp);
                }
            }
        }
        followUps.openAll(List.copyOf(opened.values()));
    }

    private static ChurnWarningRaisedV1 warning(Delivery delivery) {
        return switch (delivery.event()) {
            case ChurnWarningRaisedV1 it -> it;
            default -> throw new IllegalStateException("Not subscribed to " + delivery.type());
        };
    }

    private FollowUp followUp(ChurnWarningRaisedV1 it) {
        return FollowUp.open(
                idOf(it.warningId()),
                new CustomerId(it.customerId()),
                new FollowUp.Cause(FollowUp.Kind.CHURN_WARNING, it.warningId()),
                it.level(),
                it.reasons().stream()
                        .map(reason -> new FollowUp.Reason(reason.en(), reason.zh()))
                        .toList(),
                Optional.ofNullable(it.expectedLoss())
                        .map(loss -> loss.amount() + " " + loss.currency()),
                clock.instant(),
                it.raisedAt().plus(settings.dueWithin()));
    }

    /** The one id of a warning's task. */
    static String idOf(String warning) {
        return TypeId.of("fup", UUID.nameUUIDFromBytes(("churn/" + warning).getBytes(UTF_8)));
    }
}
