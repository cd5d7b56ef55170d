package io.pondcrm.customer.transfer;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.transfer.domain.Recipients;
import io.pondcrm.kernel.CustomerId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tells which partners know somebody, and in which country they are: they hear of changes, and may
 * read what they know.
 */
@Component
class RecipientsCollector implements Collector {

    private final Customers customers;
    private final Recipients recipients;

    RecipientsCollector(Customers customers, Recipients recipients) {
        this.customers = customers;
        this.recipients = recipients;
    }

    @Override
    public String collects() {
        return "recipients";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        return customers.systemsOf(ids.stream().map(CustomerId::new).toList()).entrySet().stream()
                .flatMap(known ->
                        known.getValue().stream()
                                .sorted()
                                .map(system ->
                                        Map.of(
                                                "customerId",
                                                known.getKey().value(),
                                                "system",
                                                system,
                                                "country",
                                                recipients.get(system).country())));
    }
}
