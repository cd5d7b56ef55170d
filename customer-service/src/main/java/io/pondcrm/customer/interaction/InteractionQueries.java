package io.pondcrm.customer.interaction;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.pondcrm.chassis.paging.Page;
import io.pondcrm.chassis.paging.PageRequest;
import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.interaction.InteractionPayloads.InteractionView;
import io.pondcrm.customer.interaction.domain.Interaction;
import io.pondcrm.customer.interaction.domain.InteractionType;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Reads interactions straight into what callers see. */
@Component
class InteractionQueries {

    private final MongoOperations mongo;
    private final SealedVisitors visitors;
    private final Customers customers;
    private final Transfers transfers;

    InteractionQueries(
            MongoOperations mongo,
            SealedVisitors visitors,
            Customers customers,
            Transfers transfers) {
        this.mongo = mongo;
        this.visitors = visitors;
        this.customers = customers;
        this.transfers = transfers;
    }

    /**
     * @param from the first moment, inclusive
     * @param until the last moment, exclusive
     */
    Page<InteractionView> of(
            CustomerId customer,
            Caller caller,
            @Nullable InteractionType type,
            @Nullable Instant from,
            @Nullable Instant until,
            PageRequest page) {
        var selves = customers.selfIdsOf(customer);
        var wanted = where("customerId").in(selves);
        caller.system().ifPresent(system -> wanted.and("system").is(system));
        if (type != null) {
            wanted.and("type").is(type.name());
        }
        if (from != null || until != null) {
            var when = wanted.and("occurredAt");
            if (from != null) {
                when.gte(from);
            }
            if (until != null) {
                when.lt(until);
            }
        }
        return page.findTogether(
                mongo,
                wanted,
                InteractionDocument.class,
                documents -> visitors.open(documents).stream().map(InteractionView::of).toList());
    }

    /** Not to a partner to whom the customer's data must not go. */
    boolean mayBeTold(Interaction told, Caller caller) {
        return caller.boundSystem() == null
                || told.customer() == null
                || transfers
                        .refused(caller.boundSystem(), Transfers.Way.LIST, List.of(told.customer()))
                        .isEmpty();
    }
}
