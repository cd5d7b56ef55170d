package io.pondcrm.customer.consent;

import io.pondcrm.customer.consent.domain.Channel;
import io.pondcrm.customer.consent.domain.ConsentLedger;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.profile.domain.SeparateConsents;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the ledgers say; those of customers who were merged in count, too. */
@Component
class SeparateConsentsInLedgers implements SeparateConsents {

    /** A provider, since ledgers ask customers who is who. */
    private final ObjectProvider<ConsentLedgers> ledgers;

    private final Clock clock;

    SeparateConsentsInLedgers(ObjectProvider<ConsentLedgers> ledgers, Clock clock) {
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Override
    public Set<CustomerId> toSensitiveData(Collection<CustomerId> customers) {
        var now = clock.instant();
        return customers.stream()
                .filter(it ->
                        ledgers.getObject()
                                .get(it)
                                .decide(Purpose.SENSITIVE_DATA, Channel.ANY, now)
                                .allowed())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<CustomerId> toTransfers(Map<CustomerId, List<CustomerId>> selves) {
        var now = clock.instant();
        return ledgers.getObject().getAll(selves).stream()
                .filter(it -> it.decide(Purpose.CROSS_BORDER, Channel.ANY, now).allowed())
                .map(ConsentLedger::customer)
                .collect(Collectors.toUnmodifiableSet());
    }
}
