package io.pondcrm.customer.privacy;

import io.pondcrm.chassis.outbox.EventWriter;
import io.pondcrm.chassis.outbox.OutboxEntry;
import io.pondcrm.contracts.customer.CustomerErasedV1;
import io.pondcrm.contracts.privacy.PrivacyAccessRequestedV1;
import io.pondcrm.contracts.privacy.PrivacyErasureRequestedV1;
import io.pondcrm.customer.privacy.domain.RequestType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says in the words of the contract what a person demands. */
@Component
class PrivacyEvents {

    private final EventWriter writer;

    PrivacyEvents(EventWriter writer) {
        this.writer = writer;
    }

    OutboxEntry erasureRequested(RequestDocument request) {
        return writer.entry(
                request.customerId(),
                new PrivacyErasureRequestedV1(
                        request.id(), request.customerId(), request.selves(), request.createdAt()));
    }

    /**
     * @param key the public half of the dossier's
     * @param until when nobody waits for an answer any more
     */
    OutboxEntry accessRequested(RequestDocument request, Map<String, String> key, Instant until) {
        return writer.entry(
                request.customerId(),
                new PrivacyAccessRequestedV1(
                        request.id(),
                        request.customerId(),
                        request.selves(),
                        request.type() == RequestType.ACCESS,
                        key,
                        request.createdAt(),
                        until));
    }

    /** For each id of a person: who holds a copy knows them by one. */
    List<OutboxEntry> erased(RequestDocument request, Instant at) {
        return request.selves().stream()
                .map(id -> writer.entry(id, new CustomerErasedV1(id, at)))
                .toList();
    }
}
