package io.pondcrm.customer.profile;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.profile.CustomerPayloads.ExternalIdBody;
import io.pondcrm.customer.profile.CustomerPayloads.NewCustomerBody;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Registration;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes a customer known. */
@Component
class RegisterCustomer {

    private final Customers customers;
    private final ProfileReader reader;
    private final ProfileSettings settings;
    private final Clock clock;

    RegisterCustomer(
            Customers customers, ProfileReader reader, ProfileSettings settings, Clock clock) {
        this.customers = customers;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param id the same at each repetition of one request
     * @throws io.pondcrm.chassis.basics.ProblemException if the body is not valid, or names a
     *     system that is not the caller's
     */
    Registration handle(CustomerId id, NewCustomerBody body, Caller caller) {
        var now = clock.instant();
        var errors = new ArrayList<FieldError>();
        var externalIds = externalIds(body, caller, errors);
        return switch (reader.read(body.toInput(), LocalDate.ofInstant(now, settings.zone()))) {
            case ProfileReading.Refused(var flaws) -> {
                flaws.forEach(flaw -> errors.add(CustomerProblem.describe(flaw, "")));
                throw WebProblem.VALIDATION.exception(errors);
            }
            case ProfileReading.Accepted(var patch) -> {
                if (!errors.isEmpty()) {
                    throw WebProblem.VALIDATION.exception(errors);
                }
                yield customers.register(
                        Customer.register(id, patch, externalIds, Sources.of(caller), now));
            }
        };
    }

    /** A partner that gave none of its own could never see the customer again. */
    private static List<ExternalId> externalIds(
            NewCustomerBody body, Caller caller, List<FieldError> errors) {
        List<ExternalIdBody> sent = body.externalIds() == null ? List.of() : body.externalIds();
        var externalIds = new ArrayList<ExternalId>();
        for (var index = 0; index < sent.size(); index++) {
            var each = sent.get(index);
            var pointer = "/externalIds/" + index;
            if (!caller.mayActFor(each.system())) {
                throw CustomerProblem.FOREIGN_SYSTEM.exception(caller.system().orElse(""));
            }
            var externalId = ExternalId.find(each.system(), each.key());
            if (externalId.isEmpty()) {
                errors.add(error(pointer, Flaw.Kind.EXTERNAL_ID_FORMAT));
            } else if (externalIds.stream().anyMatch(it -> it.system().equals(each.system()))) {
                errors.add(error(pointer + "/system", Flaw.Kind.DUPLICATE_SYSTEM));
            } else {
                externalIds.add(externalId.get());
            }
        }
        if (caller.system().isPresent() && sent.isEmpty()) {
            errors.add(error("/externalIds", Flaw.Kind.REQUIRED));
        }
        return externalIds;
    }

    private static FieldError error(String pointer, Flaw.Kind kind) {
        return CustomerProblem.describe(new Flaw(pointer, kind), "");
    }
}
