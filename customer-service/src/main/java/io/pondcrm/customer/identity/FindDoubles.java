package io.pondcrm.customer.identity;

import io.pondcrm.chassis.basics.FieldError;
import io.pondcrm.chassis.basics.Ids;
import io.pondcrm.chassis.basics.Text;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.chassis.web.WebProblem;
import io.pondcrm.customer.identity.MatchPayloads.MatchBody;
import io.pondcrm.customer.identity.MatchPayloads.MatchView;
import io.pondcrm.customer.identity.domain.Matching;
import io.pondcrm.customer.profile.domain.Customer;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.ExternalId;
import io.pondcrm.customer.profile.domain.Flaw;
import io.pondcrm.customer.profile.domain.MatchKeys;
import io.pondcrm.customer.profile.domain.ProfileReader;
import io.pondcrm.customer.profile.domain.ProfileReading;
import io.pondcrm.customer.profile.domain.Romanization;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks for customers who may be the one that a caller describes. */
@Component
class FindDoubles {

    /** Few share a mailbox or a day of birth and a name; a common name alone, thousands. */
    private static final int MOST_STRONG = 500;

    private static final int MOST_NAMESAKES = 200;

    private final Customers customers;
    private final Transfers transfers;
    private final ProfileReader reader;
    private final Romanization romanization;
    private final Matching matching;
    private final Clock clock;
    private final Ids ids;

    FindDoubles(
            Customers customers,
            Transfers transfers,
            ProfileReader reader,
            Romanization romanization,
            Matching matching,
            Clock clock,
            Ids ids) {
        this.customers = customers;
        this.transfers = transfers;
        this.reader = reader;
        this.romanization = romanization;
        this.matching = matching;
        this.clock = clock;
        this.ids = ids;
    }

    MatchView handle(MatchBody body, Caller caller) {
        var wanted = wanted(body, caller);
        var profile = wanted.profile();
        var strong = MatchKeys.strong(profile, romanization);
        var name = MatchKeys.of(profile, romanization);
        name.removeAll(strong);
        var sharing = customers.sharing(strong, caller.boundSystem(), MOST_STRONG);
        var namesakes = customers.sharing(name, caller.boundSystem(), MOST_NAMESAKES);
        var all = new LinkedHashMap<CustomerId, Customer>();
        for (var externalId : wanted.externalIds()) {
            customers
                    .find(externalId)
                    .filter(it -> it.isKnownTo(caller.boundSystem()))
                    .ifPresent(it -> all.put(it.id(), it));
        }
        sharing.forEach(it -> all.put(it.id(), it));
        namesakes.forEach(it -> all.put(it.id(), it));
        return MatchView.of(
                matching.lines(),
                matching.among(
                        transfers.allowed(
                                caller.boundSystem(),
                                Transfers.Way.LIST,
                                List.copyOf(all.values()),
                                Customer::id),
                        wanted),
                sharing.size() == MOST_STRONG || namesakes.size() == MOST_NAMESAKES);
    }

    private Customer wanted(MatchBody body, Caller caller) {
        if ((body.customerId() != null) == body.describesSomebody()) {
            throw WebProblem.VALIDATION.exception(
                    List.of(
                            new FieldError(
                                    "/customerId",
                                    "one-question",
                                    new Text(
                                            "Send customerId alone, or at least one of the other"
                                                    + " fields",
                                            "请只提供 customerId，或至少提供一个其他字段"))));
        }
        return body.customerId() == null
                ? described(body, caller)
                : CustomerId.find(body.customerId())
                        .flatMap(customers::find)
                        .filter(it -> it.isKnownTo(caller.boundSystem()))
                        .filter(it ->
                                !transfers
                                        .allowed(
                                                caller.boundSystem(),
                                                Transfers.Way.LIST,
                                                List.of(it),
                                                Customer::id)
                                        .isEmpty())
                        .orElseThrow(WebProblem.NOT_FOUND::exception);
    }

    private Customer described(MatchBody body, Caller caller) {
        if (body.birthDate() != null && !caller.has("customers:pii")) {
            throw IdentityProblem.BIRTH_DATE_IS_PERSONAL.exception();
        }
        var now = clock.instant();
        var errors = new ArrayList<FieldError>();
        var externalIds = externalIds(body, caller, errors);
        // A day more than anywhere on earth: a question stores nothing.
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        return switch (reader.read(body.toInput(), today)) {
            case ProfileReading.Refused(var flaws) -> {
                flaws.forEach(flaw -> errors.add(IdentityProblem.describe(flaw)));
                throw WebProblem.VALIDATION.exception(errors);
            }
            case ProfileReading.Accepted(var patch) -> {
                if (!errors.isEmpty()) {
                    throw WebProblem.VALIDATION.exception(errors);
                }
                yield Customer.register(
                        CustomerId.of(ids.next()), patch, externalIds, "question", now);
            }
        };
    }

    private static List<ExternalId> externalIds(
            MatchBody body, Caller caller, List<FieldError> errors) {
        var found = new ArrayList<ExternalId>();
        var sent =
                body.externalIds() == null
                        ? List.<MatchPayloads.MatchExternalIdBody>of()
                        : body.externalIds();
        for (var index = 0; index < sent.size(); index++) {
            var each = sent.get(index);
            if (!caller.mayActFor(each.system())) {
                throw IdentityProblem.FOREIGN_SYSTEM.exception();
            }
            var pointer = "/externalIds/" + index;
            ExternalId.find(each.system(), each.key())
                    .ifPresentOrElse(
                            found::add,
                            () ->
                                    errors.add(
                                            IdentityProblem.describe(
                                                    new Flaw(
                                                            pointer,
                                                            Flaw.Kind.EXTERNAL_ID_FORMAT))));
        }
        return found;
    }
}
