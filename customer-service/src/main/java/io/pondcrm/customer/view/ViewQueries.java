package io.pondcrm.customer.view;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.customer.consent.domain.ConsentLedgers;
import io.pondcrm.customer.consent.domain.Purpose;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.restriction.domain.Restrictions;
import io.pondcrm.customer.transaction.domain.Transactions;
import io.pondcrm.customer.view.ViewPayloads.AbsentPart;
import io.pondcrm.customer.view.ViewPayloads.CaseLine;
import io.pondcrm.customer.view.ViewPayloads.CasesPart;
import io.pondcrm.customer.view.ViewPayloads.ChurnLine;
import io.pondcrm.customer.view.ViewPayloads.ChurnPart;
import io.pondcrm.customer.view.ViewPayloads.ConsentsPart;
import io.pondcrm.customer.view.ViewPayloads.EntryView;
import io.pondcrm.customer.view.ViewPayloads.LifecycleLine;
import io.pondcrm.customer.view.ViewPayloads.LifecyclesPart;
import io.pondcrm.customer.view.ViewPayloads.ProfilePart;
import io.pondcrm.customer.view.ViewPayloads.PurchasesPart;
import io.pondcrm.customer.view.ViewPayloads.ScoreLine;
import io.pondcrm.customer.view.ViewPayloads.ScoresPart;
import io.pondcrm.customer.view.ViewPayloads.SegmentLine;
import io.pondcrm.customer.view.ViewPayloads.SegmentsPart;
import io.pondcrm.customer.view.ViewPayloads.TierLine;
import io.pondcrm.customer.view.ViewPayloads.TiersPart;
import io.pondcrm.customer.view.ViewPayloads.WholeView;
import io.pondcrm.customer.view.domain.ViewPart;
import io.pondcrm.customer.view.domain.ViewParts;
import io.pondcrm.kernel.CustomerId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Puts the view together: what we keep ourselves is read as it is at this moment, what others say
 * from the projection of their events, so that it answers while they are away.
 */
@Component
class ViewQueries {

    private final MongoOperations mongo;
    private final Customers customers;
    private final ConsentLedgers ledgers;
    private final Transactions transactions;
    private final ViewParts viewParts;
    private final Restrictions restrictions;
    private final Clock clock;

    ViewQueries(
            MongoOperations mongo,
            Customers customers,
            ConsentLedgers ledgers,
            Transactions transactions,
            ViewParts viewParts,
            Restrictions restrictions,
            Clock clock) {
        this.mongo = mongo;
        this.customers = customers;
        this.ledgers = ledgers;
        this.transactions = transactions;
        this.viewParts = viewParts;
        this.restrictions = restrictions;
        this.clock = clock;
    }

    Optional<WholeView> find(CustomerId id) {
        var now = clock.instant();
        return customers
                .find(id)
                .map(customer -> {
                    var isStopped = restrictions.of(id).stops(Purpose.PROFILING);
                    var others = new Parts(partsOf(id, isStopped));
                    var tiers = others.part(ViewPart.Kind.TIER, TierLine::of, TiersPart::new);
                    var lifecycle =
                            others.part(
                                    ViewPart.Kind.LIFECYCLE,
                                    LifecycleLine::of,
                                    LifecyclesPart::new);
                    var scores = others.part(ViewPart.Kind.SCORE, ScoreLine::of, ScoresPart::new);
                    var segments =
                            others.part(ViewPart.Kind.SEGMENT, SegmentLine::of, SegmentsPart::new);
                    // Who has no case, or buys too seldom to be scored, lacks nothing.
                    var cases = others.part(ViewPart.Kind.CASE, CaseLine::of, CasesPart::new);
                    var churn = others.part(ViewPart.Kind.CHURN, ChurnLine::of, ChurnPart::new);
                    var absent = new ArrayList<AbsentPart>();
                    noteAbsent("tiers", tiers, isStopped, absent);
                    noteAbsent("lifecycle", lifecycle, isStopped, absent);
                    noteAbsent("scores", scores, isStopped, absent);
                    noteAbsent("segments", segments, isStopped, absent);
                    return new WholeView(
                            id.value(),
                            now,
                            !absent.isEmpty(),
                            ProfilePart.of(customer),
                            ConsentsPart.of(ledgers.get(id), now),
                            PurchasesPart.of(transactions.totalsOf(id), now),
                            tiers,
                            lifecycle,
                            scores,
                            segments,
                            cases,
                            churn,
                            absent);
                });
    }

    /**
     * Scores are of one customer; a case is a case of who came with it, too.
     *
     * @param isStopped whether conclusions about the person are not to be used: they stay stored
     */
    private List<ViewPart> partsOf(CustomerId id, boolean isStopped) {
        var parts = new ArrayList<>(viewParts.of(id));
        parts.removeIf(part -> isStopped && part.kind() != ViewPart.Kind.CASE);
        for (var self : customers.selvesOf(id)) {
            if (!self.equals(id)) {
                viewParts.of(self).stream()
                        .filter(part -> part.kind() == ViewPart.Kind.CASE)
                        .forEach(parts::add);
            }
        }
        return parts;
    }

    private static void noteAbsent(
            String name, @Nullable Object part, boolean isStopped, ArrayList<AbsentPart> absent) {
        if (part == null) {
            absent.add(AbsentPart.of(name, isStopped ? "PROFILING_STOPPED" : "NOT_ARRIVED"));
        }
    }

    /**
     * @param type a whole type such as {@code tier.changed}, or a kind such as {@code tier}
     */
    Page<EntryView> timeline(
            CustomerId customer,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        var selves = customers.selfIdsOf(customer);
        var wanted = where("customerId").in(selves);
        if (type != null) {
            wanted.and(type.indexOf('.') < 0 ? "category" : "type").is(type);
        }
        if (from != null || until != null) {
            var when = wanted.and("at");
            if (from != null) {
                when.gte(from);
            }
            if (until != null) {
                when.lt(until);
            }
        }
        return page.find(
                mongo,
                wanted,
                TimelineDocument.class,
                document -> EntryView.of(document.toDomain()));
    }
}
