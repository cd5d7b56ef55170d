package io.pondcrm.customer.transfer;

import io.micrometer.core.instrument.MeterRegistry;
import io.pondcrm.chassis.audit.RefusalNotes;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.SeparateConsents;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.customer.transfer.domain.DataRegion;
import io.pondcrm.customer.transfer.domain.Recipients;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Decides by the register of recipients, the regions of profiles and the ledgers of consent. */
@Component
class PartnerTransfers implements Transfers {

    private static final String COUNTED = "pond.transfers.refused";

    private final Recipients recipients;
    private final Customers customers;
    private final SeparateConsents consents;
    private final ObjectProvider<RefusalNotes> audit;
    private final MeterRegistry meters;
    private final Clock clock;

    PartnerTransfers(
            Recipients recipients,
            Customers customers,
            SeparateConsents consents,
            ObjectProvider<RefusalNotes> audit,
            MeterRegistry meters,
            Clock clock) {
        this.recipients = recipients;
        this.customers = customers;
        this.consents = consents;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Map<CustomerId, Refusal> refused(String system, Way way, Collection<CustomerId> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        var recipient = recipients.get(system);
        var now = clock.instant();
        var refused = new HashMap<CustomerId, Refusal>();
        var dependsOnConsent = new LinkedHashMap<CustomerId, List<CustomerId>>();
        customers
                .residencesOf(new HashSet<>(asked))
                .forEach((customer, residence) -> {
                    var region = regionOf(residence.region());
                    var whatever = recipient.refusal(region, true, now);
                    if (whatever.isPresent()) {
                        refused.put(customer, whatever.get());
                    } else if (recipient.refusal(region, false, now).isPresent()) {
                        dependsOnConsent.put(customer, residence.selves());
                    }
                });
        if (!dependsOnConsent.isEmpty()) {
            var consenting = consents.toTransfers(dependsOnConsent);
            dependsOnConsent.keySet().stream()
                    .filter(it -> !consenting.contains(it))
                    .forEach(it -> refused.put(it, Refusal.NO_CONSENT));
        }
        if (!refused.isEmpty()) {
            note(system, way, refused);
        }
        return refused;
    }

    @Override
    public Optional<Refusal> refusalOfNew(String system, @Nullable String region) {
        return recipients.get(system).refusal(regionOf(region), false, clock.instant());
    }

    private DataRegion regionOf(@Nullable String region) {
        return region == null ? recipients.home() : DataRegion.of(region);
    }

    private void note(String system, Way way, Map<CustomerId, Refusal> refused) {
        var name = way.name().toLowerCase(Locale.ROOT).replace('_', '-');
        for (var refusal : Refusal.values()) {
            var count = refused.values().stream().filter(refusal::equals).count();
            if (count > 0) {
                meters.counter(
                                COUNTED,
                                "way",
                                name,
                                "reason",
                                refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .increment(count);
            }
        }
        if (way != Way.READ) {
            // What is refused with 403 is in the trail by that.
            var ids = refused.keySet().stream().map(CustomerId::value).sorted().toList();
            audit.ifAvailable(notes ->
                    notes.refused(
                            "transferTo:" + name,
                            "/api/v1/data-recipients/" + system,
                            system,
                            ids));
        }
    }
}
