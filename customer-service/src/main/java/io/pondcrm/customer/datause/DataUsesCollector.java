package io.pondcrm.customer.datause;

import io.pondcrm.chassis.access.Collector;
import io.pondcrm.chassis.access.Origin;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.datause.DataUsePayloads.CustomerUseView;
import io.pondcrm.customer.datause.domain.DataUse;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells what data of somebody are used for, on what basis, by whom, and when they were last. */
@Component
class DataUsesCollector implements Collector {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINA);

    private final LastUses lastUses;
    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final Clock clock;

    DataUsesCollector(LastUses lastUses, Customers customers, ConsentLedgers ledgers, Clock clock) {
        this.lastUses = lastUses;
        this.customers = customers;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Override
    public String collects() {
        return "data-uses";
    }

    @Override
    public Origin origin() {
        return Origin.CONCLUDED;
    }

    @Override
    public Stream<?> records(Collection<String> ids) {
        var now = clock.instant();
        return ids.stream()
                .flatMap(id -> customers.find(new CustomerId(id)).stream())
                .flatMap(customer -> {
                    var last = lastUses.of(customer);
                    var ledger = ledgers.get(customer.id());
                    return Stream.of(DataUse.values())
                            .flatMap(use ->
                                    LANGUAGES.stream()
                                            .map(language ->
                                                    CustomerUseView.of(
                                                            use,
                                                            ledger,
                                                            last.get(use),
                                                            now,
                                                            language)));
                });
    }
}
