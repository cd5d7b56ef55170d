package io.pondcrm.customer.profile;

import io.pondcrm.chassis.http.IfMatch;
import io.pondcrm.chassis.http.MergePatch;
import io.pondcrm.customer.profile.CustomerPayloads.ProfileBody;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Revision;
import io.pondcrm.kernel.CustomerId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes one customer whom the caller has read. */
@Component
class ChangeCustomer {

    private final Customers customers;
    private final ProfileReader reader;
    private final ProfileSettings settings;
    private final Clock clock;

    ChangeCustomer(
            Customers customers, ProfileReader reader, ProfileSettings settings, Clock clock) {
        this.customers = customers;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    Revision patch(CustomerId id, IfMatch seen, MergePatch<ProfileBody> patch, String source) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, settings.zone());
        return change(
                id,
                seen,
                customer -> {
                    var wanted = patch.applyTo(ProfileBody.of(customer.profile()));
                    var input = wanted.toInput(patch.names(), customer.profile().attributes());
                    return switch (reader.read(input, today)) {
                        case ProfileReading.Refused(var flaws) -> new Revision.Refused(flaws);
                        case ProfileReading.Accepted(var accepted) ->
                                customer.revise(accepted, source, now);
                    };
                });
    }

    Revision link(CustomerId id, IfMatch seen, ExternalId externalId) {
        var now = clock.instant();
        return change(id, seen, customer -> customer.link(externalId, now));
    }

    Revision unlink(CustomerId id, IfMatch seen, String system) {
        var now = clock.instant();
        return change(id, seen, customer -> customer.unlink(system, now));
    }

    /**
     * @param weight null if the customer does not care any more
     */
    Revision care(
            CustomerId id, IfMatch seen, String code, @Nullable BigDecimal weight, String source) {
        var now = clock.instant();
        return change(id, seen, customer -> customer.care(code, weight, source, now));
    }

    /** Whoever confirms has spoken with the customer: no version stands against it. */
    Revision confirm(CustomerId id, Set<String> fields, String source) {
        var now = clock.instant();
        return customers.change(id, customer -> customer.confirm(fields, source, now));
    }

    private Revision change(CustomerId id, IfMatch seen, Function<Customer, Revision> decision) {
        return customers.change(
                id,
                customer ->
                        seen.allows(customer.version())
                                ? decision.apply(customer)
                                : new Revision.Stale(customer.version()));
    }
}
