package io.pondcrm.feedback.cases;

import io.pondcrm.feedback.calendar.domain.Calendars;
import io.pondcrm.feedback.calendar.domain.StoredCalendar;
import io.pondcrm.feedback.cases.domain.Case;
import io.pondcrm.feedback.cases.domain.Cases;
import io.pondcrm.feedback.cases.domain.Link;
import io.pondcrm.feedback.cases.domain.NewCase;
import io.pondcrm.feedback.cases.domain.Promise;
import io.pondcrm.feedback.entitlement.domain.Entitlements;
import io.pondcrm.feedback.merge.domain.Merges;
import io.pondcrm.feedback.sla.domain.CaseType;
import io.pondcrm.feedback.sla.domain.Demand;
import io.pondcrm.feedback.sla.domain.Priority;
import io.pondcrm.feedback.sla.domain.SlaPolicies;
import io.pondcrm.feedback.sla.domain.SlaPolicy;
import io.pondcrm.feedback.sla.domain.Terms;
import io.pondcrm.feedback.tier.domain.Tiers;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens cases, with what is promised for them and what they may repeat. */
@Component
class OpenCase {

    private final Cases cases;
    private final SlaPolicies policies;
    private final Calendars calendars;
    private final Tiers tiers;
    private final Entitlements entitlements;
    private final Merges merges;
    private final Clock clock;

    OpenCase(
            Cases cases,
            SlaPolicies policies,
            Calendars calendars,
            Tiers tiers,
            Entitlements entitlements,
            Merges merges,
            Clock clock) {
        this.cases = cases;
        this.policies = policies;
        this.calendars = calendars;
        this.tiers = tiers;
        this.entitlements = entitlements;
        this.merges = merges;
        this.clock = clock;
    }

    /** The new case; the one that is there where the same request came before. */
    Case handle(NewCase incoming, String by, Instant at) {
        var known = cases.find(incoming.id());
        if (known.isPresent()) {
            return known.get();
        }
        var promise =
                promise(incoming.type(), incoming.priority(), incoming.customer()).orElse(null);
        return cases.open(Case.open(withPossibleDuplicate(incoming), promise, by, at));
    }

    /**
     * What is promised to such a customer in such a matter as of now; empty for nothing. Tier and
     * benefits are those of whom the customer was merged into.
     */
    Optional<Promise> promise(CaseType type, Priority priority, CustomerId customer) {
        var holder = merges.selvesOf(customer).getFirst();
        var demand =
                new Demand(
                        type,
                        priority,
                        tiers.namesFor(holder),
                        entitlements.listHeld(holder, clock.instant()));
        return policies.choose(demand)
                .flatMap(policy ->
                        calendars
                                .find(policy.calendarId())
                                .map(it -> promise(policy, policy.termsFor(demand), it)));
    }

    private static Promise promise(SlaPolicy policy, Terms terms, StoredCalendar calendar) {
        return new Promise(
                policy.id(),
                policy.version(),
                policy.name(),
                calendar.id(),
                calendar.version(),
                terms.targets(),
                terms.ground(),
                calendar.calendar());
    }

    private NewCase withPossibleDuplicate(NewCase incoming) {
        var category = incoming.category();
        if (category == null) {
            return incoming;
        }
        var links = new ArrayList<>(incoming.links());
        cases.findUnresolved(merges.selvesOf(incoming.customer()), incoming.type(), category)
                .ifPresent(it -> links.add(new Link(Link.POSSIBLE_DUPLICATE, it)));
        return new NewCase(
                incoming.id(),
                incoming.customer(),
                incoming.type(),
                incoming.priority(),
                incoming.channel(),
                incoming.subject(),
                incoming.description(),
                category,
                incoming.assignee(),
                incoming.receivedAt(),
                incoming.system(),
                List.copyOf(links));
    }
}
